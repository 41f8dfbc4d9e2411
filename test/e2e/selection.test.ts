import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';

const CLOCK_HOUR_MS = 3_600_000;
const STALENESS_MS = 5_000;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe('selecting a mode over HTTP', () => {
  it('keeps a session at its mode, and answers what the contract promises', async () => {
    const first = await artisan.select('e2e-1');
    const again = await artisan.select('e2e-1');

    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ reason: 'assigned', weights_version: expect.any(Number) });
    expect(again.body).toMatchObject({
      mode: first.body['mode'],
      reason: 'sticky',
      expires_at: first.body['expires_at'],
    });
  });

  it('gives fifty first requests of one session one mode', async () => {
    const replies = await Promise.all(names('x', 50).map(() => artisan.select('raced')));

    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(replies.map(({ body }) => body['assigned_mode'])).size).toBe(1);
    expect(replies.filter(({ body }) => body['reason'] === 'assigned')).toHaveLength(1);
  });

  it('draws anew when the hour is over, by the clock of the stack', async () => {
    await artisan.select('expiring');

    await artisan.stack.clock.advance(CLOCK_HOUR_MS + 1_000);

    expect((await artisan.select('expiring')).body['reason']).toBe('assigned');
  });
});

describe('weights changed while sessions go on', () => {
  it('leave pinned sessions where they are, move new ones, and with rebalance all', async () => {
    const traffic = await artisan.as('operator', { method: 'GET', path: '/v1/traffic' });
    const before = await artisan.select('pinned');
    const change = (weights: Record<string, number>, rebalance: boolean, etag: unknown) =>
      artisan.as('operator', {
        method: 'PUT',
        path: '/v1/traffic/weights',
        body: { weights, rebalance },
        headers: { 'if-match': String(etag) },
      });

    const changed = await change({ fast: 0, balanced: 0, creative: 100 }, false, traffic.headers['etag']);
    await artisan.stack.clock.advance(STALENESS_MS);
    const pinned = await artisan.select('pinned');
    const fresh = await artisan.selectEach(names('fresh', 20));

    expect(changed.status).toBe(200);
    expect([pinned.body['mode'], pinned.body['reason']]).toEqual([before.body['mode'], 'sticky']);
    expect(fresh.every(({ body }) => body['mode'] === 'creative')).toBe(true);

    const stale = await change({ fast: 100 }, true, traffic.headers['etag']);
    const rebalanced = await change({ fast: 100 }, true, changed.headers['etag']);
    await artisan.stack.clock.advance(STALENESS_MS);

    expect([stale.status, rebalanced.status]).toEqual([412, 200]);
    expect((await artisan.select('fresh-0')).body).toMatchObject({ mode: 'fast', reason: 'assigned' });
  });
});

describe('a downshift', () => {
  it('is seen by every container within five seconds, and sessions return when it is taken down', async () => {
    const call = (method: string, body?: unknown) =>
      artisan.as('operator', {
        method,
        path: '/v1/traffic/downshifts/fast',
        headers: { 'if-match': '*' },
        ...(body === undefined ? {} : { body }),
      });
    await artisan.select('moving');

    const set = await call('PUT', { to: 'balanced', reason: 'e2e' });
    await artisan.stack.clock.advance(STALENESS_MS);
    const down = await artisan.selectEach(names('y', 30).map(() => 'moving'));
    const removed = await call('DELETE');
    await artisan.stack.clock.advance(STALENESS_MS);
    const back = await artisan.select('moving');

    expect([set.status, removed.status]).toEqual([200, 200]);
    expect(down.every(({ body }) => body['mode'] === 'balanced' && body['reason'] === 'downshift')).toBe(
      true,
    );
    expect(back.body).toMatchObject({ mode: 'fast', assigned_mode: 'fast', reason: 'sticky' });
  });
});

describe('the distribution', () => {
  it('counts what was drawn under the weights in force, and nothing else', async () => {
    await artisan.as('operator', {
      method: 'PUT',
      path: '/v1/traffic/weights',
      body: { weights: { fast: 50, balanced: 50 } },
      headers: { 'if-match': '*' },
    });
    await artisan.stack.clock.advance(STALENESS_MS);

    const drawn = await artisan.selectEach(names('counted', 120));
    await artisan.selectEach(names('counted', 120));
    const { body } = await artisan.as('viewer', {
      method: 'GET',
      path: '/v1/traffic/distribution?window=5m',
    });

    const fast = drawn.filter(({ body: { mode } }) => mode === 'fast').length;
    expect(body).toMatchObject({ samples: 120, window_seconds: 300 });
    expect(body['modes']).toMatchObject({
      fast: { target: 50, actual: Math.round((10_000 * fast) / 120) / 100 },
    });
  });
});
