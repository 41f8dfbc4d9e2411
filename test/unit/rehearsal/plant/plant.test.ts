import { createHmac } from 'node:crypto';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import { createWebhookTarget } from '../../../../lib/http/targets/webhook-target.ts';
import type { Signal } from '../../../../rehearsal/plant/signals.ts';
import { createPlant, type Plant } from '../../../../rehearsal/plant/plant.ts';
import { aTargetWorld, failureOf, NOW } from '../../../support/targets/target-world.ts';
import { anEffect } from '../../../support/targets/an-effect.ts';

const KEYS: Readonly<Record<string, string>> = { 'read 3': 'webhook-read', 'change 3': 'webhook-change' };
const SERVES = ['check', 'scale', 'restart'] as const;

let clock: ReturnType<typeof createMovableClock>;
let plant: Plant;
let reports: { readonly at: number; readonly signals: readonly Signal[] }[];
beforeEach(async () => {
  clock = createMovableClock({ running: false, startAt: NOW });
  plant = await createPlant({ clock });
  reports = [];
  plant.start({
    keys: (_target, use, version) => KEYS[`${use} ${version}`],
    publish: (signals, at) => {
      reports.push({ at, signals });
      return Promise.resolve();
    },
  });
});
afterEach(() => plant.close());

const urlOf = (target: string) => String(plant.targetUrls[target]);
const artisan = (world = aTargetWorld()) =>
  createWebhookTarget('api', { url: urlOf('api'), serves: [...SERVES], timeout_ms: 2_000 }, world);

interface Message {
  readonly key?: string;
  readonly secret?: string;
  readonly at?: number;
  readonly body?: string;
  readonly sent?: string;
  readonly idempotencyKey?: string;
  readonly target?: string;
}

const ORDER = { target: 'api', operation: 'scale', replicas: 8, effect_id: 'effect-1' };

/** Signed as documented, unless told otherwise. */
async function post(message: Message = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const {
    body = JSON.stringify(ORDER),
    at = clock.now(),
    key = 'change.3',
    secret = 'webhook-change',
  } = message;
  const timestamp = String(Math.floor(at / 1_000));
  const mac = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const response = await fetch(urlOf('api').replace(/api$/, message.target ?? 'api'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': message.idempotencyKey ?? 'effect-1',
      'x-artisan-timestamp': timestamp,
      'x-artisan-key-id': key,
      'x-artisan-signature': `v1=${mac}`,
    },
    body: message.sent ?? body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const ordersFollowed = () => plant.events.filter(({ kind }) => kind === 'told').map(({ text }) => text);

describe("the plant's webhook", () => {
  it('understands what Artisan sends', async () => {
    const before = await artisan().observe();
    const text = await artisan().apply({ name: 'scale', replicas: 8 }, anEffect());
    await clock.advance(15_000);

    const world = { ...aTargetWorld(), clock };
    expect(before).toMatchObject({ healthy: true, values: { replicas: 4, ready: 4 } });
    expect(text).toBe('scaled to 8');
    expect(await artisan(world).observe()).toMatchObject({
      healthy: true,
      values: { replicas: 8, ready: 8 },
    });
    expect(plant.events).toEqual([{ at: NOW, target: 'api', kind: 'told', text: 'scaled to 8' }]);
  });

  it.each<[what: string, message: Message]>([
    ['another secret', { secret: 'guessed' }],
    ['a version that it does not know', { key: 'change.2' }],
    ['a key of neither use', { key: 'admin.3' }],
    ['another text than the one that was signed', { sent: JSON.stringify({ ...ORDER, replicas: 12 }) }],
    ['a time of more than five minutes ago', { at: NOW - 301_000 }],
    ['a time that is further ahead than five minutes', { at: NOW + 301_000 }],
  ])('refuses a message with %s', async (_what, message) => {
    expect((await post(message)).status).toBe(401);
    expect(ordersFollowed()).toEqual([]);
  });

  it('takes what is almost five minutes old', async () => {
    expect((await post({ at: NOW - 299_000 })).status).toBe(200);
  });

  it('lets the key of checks do nothing but check', async () => {
    const reading = { key: 'read.3', secret: 'webhook-read' };

    const check = await post({ ...reading, body: JSON.stringify({ target: 'api', operation: 'check' }) });
    const order = await post(reading);

    expect([check.status, check.body['healthy']]).toEqual([200, true]);
    expect(order).toEqual({ status: 403, body: { detail: 'this key may only check' } });
    expect(ordersFollowed()).toEqual([]);
  });

  it('does an effect once, and answers a repetition as the first', async () => {
    const body = JSON.stringify({ target: 'api', operation: 'restart', effect_id: 'effect-1' });

    const first = await post({ body });
    const repeated = await Promise.all([post({ body }), post({ body })]);
    expect(repeated).toEqual([first, first]);
    expect(ordersFollowed()).toHaveLength(1);
  });

  it('does not take an old message under a new key', async () => {
    await post();

    expect((await post({ idempotencyKey: 'effect-2' })).status).toBe(400);
    expect(ordersFollowed()).toHaveLength(1);
  });

  it.each<[what: string, status: number, message: Message]>([
    ['nothing', 400, { body: '' }],
    ['an array', 400, { body: '[]' }],
    ['a number where there should be none', 400, { body: JSON.stringify({ ...ORDER, more: 1 }) }],
    ['a count that is none', 400, { body: JSON.stringify({ ...ORDER, replicas: 0 }) }],
    ['an operation that nobody knows', 400, { body: JSON.stringify({ ...ORDER, operation: 'explode' }) }],
    ['a message for another one', 400, { body: JSON.stringify({ ...ORDER, target: 'cache' }) }],
    [
      'what it can not do',
      400,
      { body: JSON.stringify({ target: 'api', operation: 'reset_pool', effect_id: 'effect-1' }) },
    ],
    ['too much', 413, { body: 'x'.repeat(70_000) }],
    ['a target that is not there', 404, { target: 'qwen' }],
  ])('refuses %s with %i', async (_what, status, message) => {
    expect((await post(message)).status).toBe(status);
    expect(ordersFollowed()).toEqual([]);
  });

  it('says that it is busy when it can not now, and can be asked again', async () => {
    plant.break('cache_down');
    const body = JSON.stringify({ target: 'cache', operation: 'warm_cache', effect_id: 'effect-1' });

    const busy = await post({ target: 'cache', body });
    await post({
      ...{ target: 'cache', idempotencyKey: 'effect-2' },
      body: JSON.stringify({ target: 'cache', operation: 'restart', effect_id: 'effect-2' }),
    });
    await clock.advance(5_000);

    expect(busy.status).toBe(409);
    expect((await post({ target: 'cache', body })).status).toBe(200);
  });

  it('is told nothing before it was given its keys', async () => {
    const other = await createPlant({ clock });
    const target = createWebhookTarget(
      'api',
      { url: String(other.targetUrls['api']), serves: [...SERVES], timeout_ms: 2_000 },
      aTargetWorld(),
    );

    expect(await failureOf(target.observe())).toMatch(/^TargetDeniedError: api: answered 401/);
    await other.close();
  });
});

describe("the plant's reports", () => {
  const valuesOf = (index: number, metric: string) =>
    new Map(reports[index]?.signals.find((signal) => signal.metric === metric)?.values ?? []);

  it('hold the values of a minute, a second before it is over', async () => {
    await clock.advance(60_000);

    expect(reports.map(({ at }) => at)).toEqual([NOW + 59_000]);
    expect(reports[0]?.signals.map(({ target, metric }) => `${target} ${metric}`)).toEqual([
      ...['api Latency', 'api CpuUtilization', 'api QueueLength', 'database PoolUtilization'],
      ...['database ConnectTime', 'database QueryErrors', 'cache HitRate'],
    ]);
    const requests = [...valuesOf(0, 'Latency').values()].reduce((sum, times) => sum + times, 0);
    expect(requests).toBeCloseTo(40 * 59);
    expect([...valuesOf(0, 'CpuUtilization').keys()]).toEqual([50]);
    expect([...valuesOf(0, 'QueryErrors').keys()]).toEqual([0]);
  });

  it('show a fault, and what mended it', async () => {
    plant.break('cache_down');
    await clock.advance(60_000);
    const failing = [...valuesOf(0, 'ConnectErrors').keys(), ...valuesOf(0, 'HitRate').keys()];
    const body = (operation: string) => JSON.stringify({ target: 'cache', operation, effect_id: operation });
    for (const operation of ['restart', 'warm_cache'])
      await post({ target: 'cache', idempotencyKey: operation, body: body(operation) });
    await clock.advance(120_000);

    expect(failing).toEqual([1, 0]);
    expect([...valuesOf(2, 'ConnectErrors').keys()]).toEqual([]);
    expect(Math.min(...valuesOf(2, 'HitRate').keys())).toBeGreaterThan(85);
  });

  it('go on when one is not taken', async () => {
    await plant.close();
    plant = await createPlant({ clock });
    let times = 0;
    plant.start({
      keys: () => undefined,
      publish: () => ((times += 1) === 1 ? Promise.reject(new Error('throttled')) : Promise.resolve()),
      reportEverySeconds: 10,
    });

    await clock.advance(30_000);

    expect(times).toBe(3);
    expect(plant.events.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'silent: nobody took them: Error: throttled',
    ]);
  });
});
