import { gunzipSync } from 'node:zlib';
import { consoleRoutes } from '../../../functions/console/console.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { anEvent, type EventChange } from '../../support/api-event.ts';
import { recordingSurroundings } from '../../support/invoke.ts';

const ENVIRONMENT = {
  METRICS_NAMESPACE: 'Artisan/test',
  SIGN_IN_DOMAIN: 'artisan.auth.example.com',
  USER_POOL_CLIENT: 'client-1',
};
const SCRIPT = 'console-ABCDEF12.js';
const files = new Map(
  Object.entries({
    'index.html': '<meta content="%DOMAIN%"><meta content="%CLIENT%">',
    [SCRIPT]: 'run()',
    'icon.svg': '<svg/>',
  }).map(([name, content]) => [name, Buffer.from(content)]),
);

const handler = apiFunction(consoleRoutes(ENVIRONMENT, files), recordingSurroundings());
const page = () => handler(anEvent('GET /console'), {} as never);
const get = (file: string, change: EventChange = {}) =>
  handler(
    anEvent('GET /console/{file+}', { path: { file }, rawPath: `/console/${file}`, ...change }),
    {} as never,
  );

describe('the console', () => {
  it.each(['', 'index.html', 'callback'])(
    'is the page at /console/%s, as it is at /console',
    async (file) => {
      const { statusCode, headers, body } = await get(file);

      expect([statusCode, body]).toEqual([200, (await page()).body]);
      expect(body).toBe('<meta content="artisan.auth.example.com"><meta content="client-1">');
      expect(headers).toMatchObject({
        'cache-control': 'no-cache',
        'content-type': 'text/html; charset=utf-8',
      });
    },
  );

  it('may run nothing but its own files, and talk to the API and the user pool only', async () => {
    for (const { headers } of [await page(), await get(SCRIPT)]) {
      const policy = String(headers?.['content-security-policy']).split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self' https://artisan.auth.example.com",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'",
        ]),
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  it('lets only files whose name is of their content be kept for ever', async () => {
    const kept = await Promise.all(
      [SCRIPT, 'icon.svg'].map(async (file) => (await get(file)).headers?.['cache-control']),
    );

    expect(kept).toEqual(['public, max-age=31536000, immutable', 'no-cache']);
  });

  it('is sent packed to whoever unpacks, and not again to whoever has it', async () => {
    const plain = await get(SCRIPT);
    const packed = await get(SCRIPT, { headers: { 'accept-encoding': 'br, gzip' } });
    const again = await get(SCRIPT, { headers: { 'if-none-match': String(plain.headers?.['etag']) } });

    expect(plain.body).toBe('run()');
    expect(packed).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } });
    expect(gunzipSync(Buffer.from(packed.body ?? '', 'base64')).toString()).toBe('run()');
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each(['nothing.js', '../handler.mjs', 'page/index.html', '__proto__', '%2e%2e/handler.mjs'])(
    'holds no %s',
    async (file) => {
      const { statusCode, headers } = await get(file);

      expect(statusCode).toBe(404);
      expect(headers?.['content-type']).toBe('application/problem+json');
    },
  );
});
