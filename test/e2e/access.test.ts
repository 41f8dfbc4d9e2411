import { ROUTES } from '../../lib/contracts/routes.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/selections': { session_id: 'a' },
  'PUT /v1/traffic/weights': { weights: { fast: 60, balanced: 30, creative: 10 } },
  'PUT /v1/traffic/downshifts/{mode}': { to: 'fast', reason: 'who may' },
};

const callOf = (key: string) => {
  const [method = '', path = ''] = key.split(' ');
  return {
    method,
    path: path.replace('{mode}', 'creative'),
    headers: { 'if-match': '*' },
    ...(key in BODIES && { body: BODIES[key] }),
  };
};

const MAY: Readonly<Record<string, readonly string[]>> = {
  viewer: ['viewer', 'operator', 'approver', 'admin'],
  operator: ['operator', 'admin'],
};

const routes = Object.entries(ROUTES).filter(([key]) => key !== '$default');

describe.each(routes)('%s', (key, { auth }) => {
  it('is answered to those it is for', async () => {
    const call = callOf(key);

    const replies = {
      service: await artisan.asService(call),
      viewer: await artisan.as('viewer', call),
      approver: await artisan.as('approver', call),
      operator: await artisan.as('operator', call),
      admin: await artisan.as('admin', call),
      nobody: await artisan.asNobody(call),
    };

    const answered = Object.entries(replies).flatMap(([who, { status }]) => (status === 200 ? [who] : []));
    const people = ['viewer', 'approver', 'operator', 'admin'];
    const allowed =
      auth === 'open'
        ? ['service', ...people, 'nobody']
        : auth === 'service'
          ? ['service']
          : people.filter((who) => MAY[auth]?.includes(who));
    expect(answered).toEqual(allowed);
    for (const { status } of Object.values(replies)) expect([200, 401, 403]).toContain(status);
  });
});

describe('credentials that are not good', () => {
  it('get nobody in: a token of another key, an old token, a changed signature', async () => {
    const traffic = { method: 'GET', path: '/v1/traffic' };
    const [pool] = artisan.stack.pools;
    const old = (await pool?.issueAccessToken('operator'))?.accessToken ?? '';
    const withToken = (token: string) =>
      artisan.asNobody({ ...traffic, headers: { authorization: `Bearer ${token}` } });
    const [head = '', payload = '', signature = ''] = old.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');

    const before = await withToken(old);
    const forged = await withToken(`${head}.${payload}.${signature.slice(0, -8)}AAAAAAAA`);
    const unsigned = await withToken(`${none}.${payload}.`);
    await artisan.stack.clock.advance(15 * 60_000 + 1_000);
    const after = await withToken(old);

    expect([before, forged, unsigned, after].map(({ status }) => status)).toEqual([200, 401, 401, 401]);
  });
});
