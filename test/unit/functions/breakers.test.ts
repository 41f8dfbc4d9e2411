import { apiFunction } from '../../../functions/shared/api-function.ts';
import { createBreakerMetrics } from '../../../functions/shared/breaker-metrics.ts';
import { breakerRoutes } from '../../../functions/traffic/breakers.ts';
import { createBreakerControl } from '../../../lib/breakers/control.ts';
import { createBreakerReports } from '../../../lib/breakers/reports.ts';
import { forcedOpen } from '../../../lib/breakers/runbook-order.ts';
import { anEvent, type EventChange } from '../../support/api-event.ts';
import { InMemoryBreakerStore } from '../../support/breakers/fakes.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';
import { allWell, noneWell } from '../../support/health/recoveries.ts';
import { aTrafficConfig } from '../../support/traffic/fakes.ts';

const NOW = Date.UTC(2026, 0, 1);
const PUT = 'PUT /v1/breakers/{model}';
const GET = 'GET /v1/breakers/{model}';

function aBreakersFunction(recovery = allWell) {
  const config = aTrafficConfig();
  const clock = { time: NOW, now: () => clock.time };
  const store = new InMemoryBreakerStore();
  const surroundings = recordingSurroundings();
  let lastId = 0;
  const deps = {
    store,
    config,
    clock,
    random: () => 0,
    ids: () => `c${(lastId += 1)}`,
    publish: createBreakerMetrics(surroundings.metrics).publishTransition,
  };
  const reports = createBreakerReports(deps);
  const breakers = createBreakerControl({ ...deps, recovery });
  const handler = apiFunction(breakerRoutes({ breakers, clock }), surroundings);
  const call = (routeKey: string, change: EventChange = {}) =>
    invoke(handler, anEvent(routeKey, { groups: '[operator]', path: { model: 'qwen' }, ...change }));
  const force = (state: string, headers: Record<string, string> = { 'if-match': '*' }) =>
    call(PUT, { headers, body: { state, reason: 'gpu on fire' } });
  const forceByRunbook = async () => {
    const order = { by: 'runbook r', reason: 'it fails', executionId: 'e-1', effectId: 'effect-1' };
    const before = store.at('qwen');
    await store.transition(before, forcedOpen(before, order, clock.time), order.effectId);
  };
  const failChecks = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      clock.time += 30_000;
      await reports.recordHealthCheck('qwen', { ok: false, latencyMs: 1, at: clock.time });
    }
  };
  return { call, force, forceByRunbook, failChecks, store, clock, reports, ...surroundings };
}

describe('GET /v1/breakers', () => {
  it('lists every configured model, closed until something happens', async () => {
    const { call } = aBreakersFunction();

    const { status, body } = await call('GET /v1/breakers', { groups: '[viewer]' });

    const closed = { state: 'closed', generation: 0, error_rate: 0, volume: 0, consecutive_failures: 0 };
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        { model: 'mistral', ...closed },
        { model: 'llama', ...closed },
        { model: 'qwen', ...closed },
      ],
    });
  });
});

describe('GET /v1/breakers/{model}', () => {
  it('shows what opened it and when a probe may go, and half-open once it may', async () => {
    const { call, failChecks, clock } = aBreakersFunction();
    await failChecks(3);

    const open = await call(GET, { groups: '[viewer]' });
    clock.time += 10_000;
    const half = await call(GET, { groups: '[viewer]' });

    expect(open.body).toEqual({
      model: 'qwen',
      state: 'open',
      generation: 1,
      error_rate: 0,
      volume: 0,
      consecutive_failures: 3,
      next_attempt_at: new Date(NOW + 100_000).toISOString(),
      reason: '3 health checks failed in a row',
      changed_by: 'artisan',
      changed_at: new Date(NOW + 90_000).toISOString(),
    });
    expect(half.body['state']).toBe('half_open');
    expect(open.headers['etag']).toBe('"1"');
  });

  it('shows the share of failures in the window', async () => {
    const { call, reports } = aBreakersFunction();
    const outcome = { models: ['qwen'], latencyMs: 1, nonce: 'n', selectedAt: NOW };
    await reports.recordOutcomes([
      { ...outcome, status: 'ok' },
      { ...outcome, status: 'ok' },
      { ...outcome, status: 'error' },
      { ...outcome, status: 'cancelled' },
    ]);

    const { body } = await call(GET);

    expect(body).toMatchObject({ error_rate: 0.3333, volume: 3 });
  });

  it.each(['gpt', '__proto__', 'constructor', '', 'qwen '])('has no model %p', async (model) => {
    const { call } = aBreakersFunction();

    const { status, body } = await call(GET, { path: { model } });

    expect([status, body['code']]).toEqual([404, 'not_found']);
  });

  it.each(['[]', ''])('is closed to groups %p', async (groups) => {
    const { call } = aBreakersFunction();

    expect((await call(GET, { groups })).status).toBe(403);
  });
});

describe('PUT /v1/breakers/{model}', () => {
  it('gives back what a runbook forced only once its model is well, or to who insists', async () => {
    const { call, force, forceByRunbook } = aBreakersFunction(noneWell);
    await forceByRunbook();

    const refused = await force('auto');
    const shown = await call(GET);
    const body = { state: 'auto', reason: 'gpu on fire', force: true };
    const insisted = await call(PUT, { headers: { 'if-match': '*' }, body });

    expect([refused.status, refused.body['code']]).toEqual([409, 'not_recovered']);
    expect(refused.body['missing']).toMatchObject([{ model: 'qwen', healthy_checks: 1, needed: 3 }]);
    expect(shown.body).toMatchObject({ state: 'forced_open', owner: 'runbook r', execution_id: 'e-1' });
    expect([insisted.status, insisted.body['state']]).toEqual([200, 'closed']);
    expect(insisted.body).not.toHaveProperty('execution_id');
  });

  it('forces it with owner and reason, and gives it back to itself', async () => {
    const { force, points } = aBreakersFunction();

    const forced = await force('forced_open');
    const auto = await force('auto');

    expect(forced.body).toMatchObject({
      state: 'forced_open',
      generation: 1,
      owner: 'ada',
      reason: 'gpu on fire',
      changed_by: 'ada',
      changed_at: new Date(NOW).toISOString(),
    });
    expect(auto.body).toMatchObject({ state: 'closed', generation: 2, changed_by: 'ada' });
    expect(auto.body).not.toHaveProperty('owner');
    expect(points.map(({ name, value, dimensions }) => [name, value, dimensions])).toEqual([
      ['BreakerTransitions', 1, { Model: 'qwen', State: 'forced_open' }],
      ['BreakerOpen', 1, { Model: 'qwen' }],
      ['BreakerTransitions', 1, { Model: 'qwen', State: 'closed' }],
      ['BreakerOpen', 0, { Model: 'qwen' }],
    ]);
  });

  it('leaves a breaker that nobody forced to itself on auto', async () => {
    const { force, failChecks } = aBreakersFunction();
    await failChecks(3);

    const auto = await force('auto');

    expect(auto.body).toMatchObject({ state: 'open', generation: 1, changed_by: 'artisan' });
  });

  it('refuses the ETag of an older generation', async () => {
    const { call, force } = aBreakersFunction();
    const { headers } = await call(GET);
    const read = { 'if-match': String(headers['etag']) };

    const first = await force('forced_open', read);
    const second = await force('forced_closed', read);

    expect([first.status, first.headers['etag']]).toEqual([200, '"1"']);
    expect([second.status, second.body['code']]).toEqual([412, 'stale_etag']);
  });

  it('lets one of twenty who read the same state win', async () => {
    const { force } = aBreakersFunction();

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => force('forced_open', { 'if-match': '"0"' })),
    );

    const statuses = answers.map(({ status }) => status ?? 0).toSorted((one, other) => one - other);
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  });

  it('carries out what each of twenty orders at once, under a star', async () => {
    const { force } = aBreakersFunction();

    const answers = await Promise.all(Array.from({ length: 20 }, () => force('forced_open')));

    const generations = answers.map(({ body }) => Number(body['generation']));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(Math.max(...generations)).toBe(20);
  });

  it.each([
    ['no If-Match', {}, 428],
    ['a weak tag', { 'if-match': 'W/"0"' }, 412],
    ['an unquoted tag', { 'if-match': '0' }, 400],
  ])('with %s answers %p: %p', async (_what, headers, expected) => {
    const { force, store } = aBreakersFunction();

    const { status } = await force('forced_open', headers);

    expect(status).toBe(expected);
    expect(store.writes).toBe(0);
  });

  it.each([
    [{ state: 'open', reason: 'x' }, 400],
    [{ state: 'forced_open' }, 400],
    [{ state: 'forced_open', reason: '' }, 400],
    [{ state: 'forced_open', reason: 'x', model: 'qwen' }, 400],
    [{}, 400],
  ])('refuses %j with %p', async (body, expected) => {
    const { call, store } = aBreakersFunction();

    const { status } = await call(PUT, { headers: { 'if-match': '*' }, body });

    expect(status).toBe(expected);
    expect(store.writes).toBe(0);
  });

  it('is closed to viewers and approvers', async () => {
    const { call } = aBreakersFunction();

    expect((await call(PUT, { groups: '[viewer approver]', rawBody: '{' })).status).toBe(403);
  });
});

describe('a store out of reach', () => {
  it.each(['GET /v1/breakers', GET, PUT])('answers %s with 503 and Retry-After', async (routeKey) => {
    const { call, store } = aBreakersFunction();
    store.isOut = true;

    const body = { state: 'auto', reason: 'x' };
    const change = routeKey === PUT ? { headers: { 'if-match': '*' }, body } : {};
    const { status, headers } = await call(routeKey, change);

    expect([status, headers['retry-after']]).toEqual([503, '2']);
  });
});
