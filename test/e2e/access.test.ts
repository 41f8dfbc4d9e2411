import { ROUTES } from '../../lib/contracts/routes.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
  await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id: 'access' } });
});
afterAll(() => artisan.stop());

const BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/selections': { session_id: 'a' },
  'POST /v1/outcomes': { outcomes: [{ selection_id: 'a', mode: 'fast', status: 'ok', latency_ms: 1 }] },
  'PUT /v1/breakers/{model}': { state: 'auto', reason: 'who may' },
  'POST /v1/runs': { run_id: 'access' },
  'POST /v1/runs/{run}/metrics': { attempt: 1, first_step: 0, columns: { reward: [3], loss: [1] } },
  'POST /v1/runs/{run}/acks': { directive_id: 'none', global_step: 0, status: 'done' },
  'POST /v1/runs/{run}/directives': { action: 'save_now', reason: 'who may' },
  'POST /v1/runs/{run}/rollback': { to: 'previous', reason: 'who may' },
  'PUT /v1/runs/{run}/overrides': { reason: 'who may' },
  'PUT /v1/traffic/weights': { weights: { fast: 60, balanced: 30, creative: 10 } },
  'PUT /v1/traffic/downshifts/{mode}': { to: 'fast', reason: 'who may' },
};

const PARAMETERS: Readonly<Record<string, string>> = {
  mode: 'creative',
  model: 'qwen',
  run: 'access',
  step: '500',
  sel: 'latest',
  id: 'none',
};

const callOf = (key: string) => {
  const [method = '', path = ''] = key.split(' ');
  return {
    method,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => PARAMETERS[name] ?? `no value for ${name}`),
    headers: { 'if-match': '*' },
    ...(key in BODIES && { body: BODIES[key] }),
  };
};

const MAY: Readonly<Record<string, readonly string[]>> = {
  viewer: ['viewer', 'operator', 'approver', 'admin'],
  operator: ['operator', 'admin'],
  // A decision asks the user pool itself, and puts those it refuses on record: there is none of this id.
  approver: ['viewer', 'operator', 'approver', 'admin'],
};

/** Open to the gateway; the function itself asks for what only Prometheus or Slack has: a token, a signature. */
const ASK_THEMSELVES = ['GET /metrics', 'POST /v1/slack/interactions'];

const routes = Object.entries(ROUTES).filter(([key]) => key !== '$default');

describe.each(routes)('%s', (key, { auth }) => {
  it('is answered to those it is for', async () => {
    const call = callOf(key);

    const replies = {
      service: await artisan.asService(call),
      trainer: await artisan.asTrainer(call),
      viewer: await artisan.as('viewer', call),
      approver: await artisan.as('approver', call),
      operator: await artisan.as('operator', call),
      admin: await artisan.as('admin', call),
      nobody: await artisan.asNobody(call),
    };

    const answered = Object.entries(replies).flatMap(([who, { status }]) =>
      [401, 403].includes(status) ? [] : [who],
    );
    const signer = key.includes(' /v1/runs') ? 'trainer' : 'service';
    const people = ['viewer', 'approver', 'operator', 'admin'];
    const everybody = ASK_THEMSELVES.includes(key) ? [] : ['service', 'trainer', ...people, 'nobody'];
    const allowed =
      auth === 'open'
        ? everybody
        : auth === 'service'
          ? [signer]
          : people.filter((who) => MAY[auth]?.includes(who));
    expect(answered).toEqual(allowed);
    for (const { status } of Object.values(replies)) expect(status).toBeLessThan(500);
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
