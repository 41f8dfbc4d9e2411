import { apiFunction } from '../../../functions/shared/api-function.ts';
import { breakerRoutes } from '../../../functions/traffic/breakers.ts';
import { distributionRoutes } from '../../../functions/traffic/distribution.ts';
import { trafficRoutes } from '../../../functions/traffic/traffic.ts';
import { createBreakerControl } from '../../../lib/breakers/control.ts';
import { createTrafficControl } from '../../../lib/traffic/control.ts';
import type { SampleWindow } from '../../../lib/traffic/ports.ts';
import { anEvent, type EventChange } from '../../support/api-event.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';
import { InMemoryBreakerStore } from '../../support/breakers/fakes.ts';
import { allWell } from '../../support/health/recoveries.ts';
import { aTrafficConfig, InMemorySettingsStore } from '../../support/traffic/fakes.ts';

const NOW = Date.UTC(2026, 0, 1);
const WEIGHTS = 'PUT /v1/traffic/weights';
const DOWNSHIFT = 'PUT /v1/traffic/downshifts/{mode}';

function aTrafficFunction() {
  const config = aTrafficConfig();
  const clock = { now: () => NOW };
  const store = new InMemorySettingsStore();
  let lastId = 0;
  const control = createTrafficControl({
    modeModels: aTrafficConfig().mode_models,
    recovery: allWell,
    store,
    configured: config.weights,
    clock,
    ids: () => `c${(lastId += 1)}`,
  });
  const breakerStore = new InMemoryBreakerStore();
  const breakers = createBreakerControl({
    recovery: allWell,
    store: breakerStore,
    config,
    clock,
    ids: () => `c${(lastId += 1)}`,
    publish: () => undefined,
  });
  const windows: SampleWindow[] = [];
  const samples = {
    read: (window: SampleWindow) => {
      windows.push(window);
      const assigned = { fast: 620, balanced: 280, creative: 100 };
      return Promise.resolve({
        assigned,
        served: { fast: 700, balanced: 300, creative: 0 },
        downshifted: { creative: 100 },
      });
    },
  };
  const surroundings = recordingSurroundings();
  const routes = {
    ...trafficRoutes({ control, breakers, config, clock }),
    ...breakerRoutes({ breakers, clock }),
    ...distributionRoutes({ control, samples, config, clock }),
  };
  const handler = apiFunction(routes, surroundings);
  const call = (routeKey: string, change: EventChange = {}) =>
    invoke(handler, anEvent(routeKey, { groups: '[operator]', ...change }));
  return { call, store, breakerStore, windows, ...surroundings };
}

describe('GET /v1/traffic', () => {
  it.each(['[viewer]', '[operator]', '[approver]', '[viewer operator]'])('is open to %s', async (groups) => {
    const { call } = aTrafficFunction();

    const { status, body, headers } = await call('GET /v1/traffic', { groups });

    expect(status).toBe(200);
    expect(headers['etag']).toMatch(/^"0-[0-9a-f]{8}-0"$/);
    expect(body).toEqual({
      strategy: 'weighted_random',
      weights: { fast: 60, balanced: 30, creative: 10 },
      weights_version: 1,
      fallback_mode: 'fast',
      sticky: { enabled: true, ttl_seconds: 3_600 },
      downshifts: {},
      breakers: ['mistral', 'llama', 'qwen'].map((model) => ({
        model,
        state: 'closed',
        generation: 0,
        error_rate: 0,
        volume: 0,
        consecutive_failures: 0,
      })),
    });
  });

  it.each(['[]', '[viewers]', ''])('is closed to groups %p', async (groups) => {
    const { call } = aTrafficFunction();

    const { status, body } = await call('GET /v1/traffic', { groups });

    expect([status, body['code']]).toEqual([403, 'forbidden']);
  });
});

describe('PUT /v1/traffic/weights', () => {
  const body = { weights: { fast: 50, balanced: 40, creative: 10 } };

  it('changes the weights under the ETag that was read, and answers the new one', async () => {
    const { call } = aTrafficFunction();
    const before = await call('GET /v1/traffic');

    const changed = await call(WEIGHTS, { body, headers: { 'if-match': String(before.headers['etag']) } });
    const stale = await call(WEIGHTS, { body, headers: { 'if-match': String(before.headers['etag']) } });

    expect([changed.status, changed.body['weights_version']]).toEqual([200, 2]);
    expect(changed.headers['etag']).not.toBe(before.headers['etag']);
    expect([stale.status, stale.body['code']]).toEqual([412, 'stale_etag']);
  });

  it('is closed to a viewer and an approver, even with a broken body', async () => {
    const { call, store } = aTrafficFunction();

    const viewer = await call(WEIGHTS, { groups: '[viewer approver]', rawBody: '{' });

    expect(viewer.status).toBe(403);
    expect(store.stored).toBeUndefined();
  });

  it.each([
    ['no If-Match', undefined, 428],
    ['an unquoted tag', 'abc', 400],
    ['an empty one', '', 400],
    ['a weak tag', 'W/"0-5b3f4f4a"', 412],
    ['a tag of something else', '"1-00000000"', 412],
    ['a list without ours', '"a", "b"', 412],
    ['a broken list', '"a", b', 400],
    ['star', '*', 200],
  ])('with %s answers %p: %p', async (_what, tag, expected) => {
    const { call, store } = aTrafficFunction();

    const { status } = await call(WEIGHTS, { body, headers: tag === undefined ? {} : { 'if-match': tag } });

    expect(status).toBe(expected);
    expect(store.stored === undefined).toBe(expected !== 200);
  });

  it('takes a list of tags with ours among them', async () => {
    const { call } = aTrafficFunction();
    const { headers } = await call('GET /v1/traffic');

    const { status } = await call(WEIGHTS, {
      body,
      headers: { 'if-match': `"other", ${String(headers['etag'])}` },
    });

    expect(status).toBe(200);
  });

  it.each([
    ['a sum of 99', { weights: { fast: 59, balanced: 30, creative: 10 } }, 422, '/weights'],
    ['all zero', { weights: { fast: 0 } }, 422, '/weights'],
    ['a negative one', { weights: { fast: 120, balanced: -20 } }, 422, '/weights/balanced'],
    ['an unknown mode', { weights: { fast: 60, balanced: 30, wild: 10 } }, 422, '/weights/wild'],
    ['a text for a number', { weights: { fast: '60', balanced: 30, creative: 10 } }, 400, '/weights/fast'],
    ['an array', { weights: [60, 30, 10] }, 400, '/weights'],
    ['an empty array', { weights: [] }, 400, '/weights'],
    ['null', { weights: { fast: null, balanced: 30, creative: 10 } }, 400, '/weights/fast'],
    ['an unknown field', { weights: { fast: 100 }, force: true }, 400, '/force'],
    ['no weights', {}, 400, '/weights'],
  ])('refuses %s at its place', async (_what, bad, expected, pointer) => {
    const { call, store } = aTrafficFunction();

    const { status, body: problem } = await call(WEIGHTS, { body: bad, headers: { 'if-match': '*' } });

    expect(status).toBe(expected);
    expect(problem['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect(store.stored).toBeUndefined();
  });
});

describe('downshifts', () => {
  const headers = { 'if-match': '*' };

  it('are set with owner, reason and end, shown, and taken down', async () => {
    const { call } = aTrafficFunction();
    const until = new Date(NOW + 60_000).toISOString();

    const set = await call(DOWNSHIFT, {
      path: { mode: 'creative' },
      headers,
      body: { to: 'fast', reason: 'x', until },
    });
    const removed = await call('DELETE /v1/traffic/downshifts/{mode}', {
      path: { mode: 'creative' },
      headers,
    });

    expect(set.body['downshifts']).toEqual({ creative: { to: 'fast', reason: 'x', until, owner: 'ada' } });
    expect(removed.body['downshifts']).toEqual({});
  });

  it.each([
    ['creative', { to: 'wild', reason: 'x' }, 422, 'unknown_mode'],
    ['wild', { to: 'fast', reason: 'x' }, 422, 'unknown_mode'],
    ['__proto__', { to: 'fast', reason: 'x' }, 422, 'unknown_mode'],
    ['fast', { to: 'fast', reason: 'x' }, 422, 'downshift_cycle'],
    ['creative', { to: 'fast' }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: ' ' }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: 'a\u0000b' }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: 'a\ud800b' }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: '\u202egnp' }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: 'x'.repeat(501) }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: 'x', until: '2026-01-01T00:00:00' }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: 'x', until: '2026-02-31T00:00:00Z' }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: 'x', until: '+010000-01-01T00:00:00Z' }, 400, 'invalid_request'],
    ['creative', { to: 'fast', reason: 'x', until: '9999-01-01T00:00:00Z' }, 422, 'invalid_time'],
    ['creative', { to: 'fast', reason: 'x', until: '2025-12-31T23:59:59Z' }, 422, 'invalid_time'],
  ])('for %s by %j are refused with %p %s', async (mode, body, expected, code) => {
    const { call, store } = aTrafficFunction();

    const answer = await call(DOWNSHIFT, { path: { mode }, headers, body });

    expect([answer.status, answer.body['code']]).toEqual([expected, code]);
    expect(store.stored).toBeUndefined();
  });
});

describe('GET /v1/traffic/distribution', () => {
  it('judges the split of the window asked for', async () => {
    const { call, windows } = aTrafficFunction();

    const { status, body } = await call('GET /v1/traffic/distribution', { query: { window: '1h' } });

    expect(status).toBe(200);
    expect(body).toMatchObject({ window_seconds: 3_600, samples: 1_000, status: 'ok' });
    expect(body['modes']).toMatchObject({
      fast: { target: 60, actual: 62, deviation: 2, alert: false, served: 70 },
      creative: { target: 10, actual: 10, deviation: 0, alert: false, served: 0, downshifted: 10 },
    });
    expect(windows).toEqual([expect.objectContaining({ from: NOW - 3_600_000, to: NOW })]);
  });

  it('looks at the configured window when none is asked for', async () => {
    const { call } = aTrafficFunction();

    const { body } = await call('GET /v1/traffic/distribution');

    expect(body['window_seconds']).toBe(300);
  });

  it.each(['5', '-5m', '1s', '49h', '5m5s', 'NaN', '99999999999m', ''])(
    'refuses the window %p',
    async (window) => {
      const { call, windows } = aTrafficFunction();

      const { status } = await call('GET /v1/traffic/distribution', { query: { window } });

      expect(status).toBe(400);
      expect(windows).toEqual([]);
    },
  );
});

describe('a store out of reach', () => {
  it('is answered with 503 and Retry-After, counted and logged', async () => {
    const { call, store, logged, points } = aTrafficFunction();
    store.isOut = true;

    const { status, headers, body } = await call('GET /v1/traffic');

    expect([status, headers['retry-after'], body['code']]).toEqual([503, '2', 'unavailable']);
    expect(points).toEqual([{ name: 'ServerErrors', value: 1 }]);
    expect(logged).toEqual(['unavailable']);
  });

  it('tells a caller nothing of an error that is ours', async () => {
    const { call, store } = aTrafficFunction();
    store.read = () => Promise.reject(new Error('secret detail'));

    const { status, body } = await call('GET /v1/traffic');

    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(body).toMatchObject({
      type: 'urn:artisan:problem:internal_error',
      request_id: 'request-1',
      instance: '/v1/traffic',
    });
  });
});
