import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';

const CACHE_MS = 1_000;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const path = '/v1/breakers/qwen';
const read = () => artisan.as('viewer', { method: 'GET', path });
const put = (state: string, etag: unknown) =>
  artisan.as('operator', {
    method: 'PUT',
    path,
    body: { state, reason: 'e2e' },
    headers: { 'if-match': String(etag) },
  });

/** Sessions that were assigned `creative`: one in ten is. */
async function creativeSessions(): Promise<readonly string[]> {
  const creative: string[] = [];
  for (let i = 0; creative.length < 3; i += 1) {
    const { body } = await artisan.select(`breaker-${i}`);
    if (body['assigned_mode'] === 'creative') creative.push(`breaker-${i}`);
  }
  return creative;
}

describe('a breaker forced over HTTP', () => {
  it('sends the sessions of its modes elsewhere within a second, and lets them return', async () => {
    const sessions = await creativeSessions();
    const before = await read();
    const traffic = () => artisan.as('viewer', { method: 'GET', path: '/v1/traffic' });
    const trafficBefore = await traffic();

    const forced = await put('forced_open', before.headers['etag']);
    const stale = await put('forced_closed', before.headers['etag']);
    await artisan.stack.clock.advance(CACHE_MS);
    const down = await artisan.selectEach(sessions);
    const trafficThen = await traffic();
    const auto = await put('auto', forced.headers['etag']);
    await artisan.stack.clock.advance(CACHE_MS);
    const back = await artisan.selectEach(sessions);

    expect([before.body['state'], forced.body['state'], auto.body['state']]).toEqual([
      'closed',
      'forced_open',
      'closed',
    ]);
    expect([stale.status, forced.body['owner']]).toEqual([412, 'operator']);
    for (const { body } of down)
      expect(body).toMatchObject({ mode: 'balanced', assigned_mode: 'creative', reason: 'breaker_open' });
    for (const { body } of back) expect(body).toMatchObject({ mode: 'creative', reason: 'sticky' });
    expect(trafficThen.body['breakers']).toContainEqual(expect.objectContaining(forced.body));
    expect(trafficThen.headers['etag']).toBe(trafficBefore.headers['etag']);
  });

  it('is listed, and alarms while it is open', async () => {
    const list = await artisan.as('viewer', { method: 'GET', path: '/v1/breakers' });
    const refused = await artisan.as('viewer', {
      method: 'PUT',
      path,
      body: { state: 'auto', reason: 'x' },
      headers: { 'if-match': '*' },
    });

    const models = (list.body['items'] as { model: string }[]).map(({ model }) => model);
    expect(models).toEqual(['mistral', 'llama', 'qwen']);
    expect(refused.status).toBe(403);
    expect(artisan.lines.some((line) => line.includes('"OpenBreakers":1'))).toBe(true);
    expect(artisan.lines.some((line) => line.includes('"BreakerTransitions":1'))).toBe(true);
  });
});
