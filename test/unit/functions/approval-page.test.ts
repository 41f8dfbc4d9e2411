import { readFileSync } from 'node:fs';
import { approvalPageRoutes } from '../../../functions/approval-page/approval-page.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { anEvent } from '../../support/api-event.ts';
import { recordingSurroundings } from '../../support/invoke.ts';

const ENVIRONMENT = {
  METRICS_NAMESPACE: 'Artisan/test',
  SIGN_IN_DOMAIN: 'artisan.auth.example.com',
  USER_POOL_CLIENT: 'client-1',
};
const KEYS = [
  'GET /approve/{id}',
  'GET /approve/page.css',
  'GET /approve/page.js',
  'GET /approve/cost.js',
  'GET /approve/sign-in.js',
] as const;

const read = (name: string) => readFileSync(`functions/approval-page/page/${name}`, 'utf8');
const handler = apiFunction(approvalPageRoutes(ENVIRONMENT, read), recordingSurroundings());
const get = (key: string, rawPath?: string) =>
  handler(anEvent(key, { ...(rawPath !== undefined && { rawPath }) }), {} as never);

describe('the page of approvals', () => {
  it.each(KEYS)('%s may run nothing but our own files, and talk to nobody else', async (key) => {
    const { statusCode, headers } = await get(key);

    const policy = String(headers?.['content-security-policy']).split('; ');
    expect(statusCode).toBe(200);
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self' https://artisan.auth.example.com",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ]),
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });

  it('is the same for every id, and says nothing of it', async () => {
    const pages = [
      await get('GET /approve/{id}', '/approve/01JNF3N8000000000000000001'),
      await get('GET /approve/{id}', '/approve/"><script>alert(1)</script>'),
    ];

    expect(pages[0]?.body).toBe(pages[1]?.body);
    expect(pages[0]?.body).toContain('content="client-1"');
  });

  it('holds no script or style of its own, nor asks for any by an attribute', () => {
    const html = read('page.html');

    expect([...html.matchAll(/<script(?! type="module" src="\/approve\/page\.js"><\/script>)/g)]).toEqual([]);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  });

  it.each(['page.js', 'cost.js', 'sign-in.js'])('makes no markup of text in %s', (name) => {
    expect(read(name)).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function/);
  });

  it('is small', () => {
    const bytes = ['page.html', 'page.css', 'page.js', 'sign-in.js'].reduce(
      (sum, name) => sum + Buffer.byteLength(read(name)),
      0,
    );

    expect(bytes).toBeLessThan(20_000);
  });
});
