import { randomUUID } from 'node:crypto';
import { DynamoDbBreakerStore } from '../../../lib/aws/dynamodb-breaker-store.ts';
import { closedFromTheStart, type Breaker } from '../../../lib/breakers/breaker.ts';
import { bucketAt, windowAt } from '../../../lib/breakers/counts.ts';
import type { BreakerStore } from '../../../lib/breakers/ports.ts';
import { InMemoryBreakerStore } from '../../support/breakers/fakes.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';

const NOW = 1_800_000_000_000;
const WINDOW_MS = 300_000;
const FAILED = { ok: 0, failed: 1, timeouts: 0 };

const opened = (model: string): Breaker => ({
  ...closedFromTheStart(model),
  state: 'open',
  generation: 1,
  openings: 1,
  backoffMs: 9_000,
  nextAttemptAt: NOW + 9_000,
  changed: { by: 'artisan', at: NOW, reason: '3 of 3 answers timed out' },
});

const probing = (from: Breaker, owner: string): Breaker => ({
  ...from,
  state: 'half_open',
  generation: from.generation + 1,
  probe: { owner, until: NOW + 40_000 },
});

/** What every BreakerStore does, whatever is behind it. */
function breakerStoreContract(storeOf: () => BreakerStore | Promise<BreakerStore>): void {
  let store: BreakerStore;
  let model: string;
  beforeAll(async () => {
    store = await storeOf();
  });
  beforeEach(() => {
    model = randomUUID();
  });
  const sumAt = (now: number, series = 0) => store.sum(model, windowAt(series, now, WINDOW_MS));
  const countAt = (now: number, series = 0) => store.count(model, bucketAt(series, now, WINDOW_MS), FAILED);

  it('takes a model that was never seen for closed', async () => {
    expect(await store.read([model])).toEqual([closedFromTheStart(model)]);
    expect(await sumAt(NOW)).toEqual({ ok: 0, failed: 0, timeouts: 0 });
  });

  it('gives back what a transition wrote, every field of it, in the order asked', async () => {
    const other = randomUUID();
    const next = probing(opened(model), 'nonce');
    await store.transition(closedFromTheStart(model), opened(model), randomUUID());

    const standing = await store.transition(opened(model), next, randomUUID());

    expect(standing).toBe(next);
    for (const consistent of [true, false])
      expect(await store.read([other, model], { consistent })).toEqual([closedFromTheStart(other), next]);
  });

  it('takes away the probe that a transition ends', async () => {
    const half = probing(opened(model), 'nonce');
    const again = { ...opened(model), generation: 3 };
    await store.transition(closedFromTheStart(model), opened(model), randomUUID());
    await store.transition(opened(model), half, randomUUID());

    await store.transition(half, again, randomUUID());

    expect(await store.read([model])).toEqual([again]);
  });

  it('lets one of fifty transitions from one generation win, and tells the others who stands', async () => {
    await store.transition(closedFromTheStart(model), opened(model), randomUUID());

    const standing = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        store.transition(opened(model), probing(opened(model), `owner-${i}`), randomUUID()),
      ),
    );

    expect(new Set(standing.map(({ probe }) => probe?.owner)).size).toBe(1);
    expect(await store.read([model], { consistent: true })).toEqual([standing[0]]);
  });

  it.each([
    ['an older generation', { generation: 0 }],
    ['a newer generation', { generation: 2 }],
    ['another state', { state: 'half_open' as const }],
  ])('refuses a transition from %s', async (_what, change) => {
    await store.transition(closedFromTheStart(model), opened(model), randomUUID());
    const wrong = { ...opened(model), ...change };

    const standing = await store.transition(
      wrong,
      { ...wrong, state: 'closed', generation: 9 },
      randomUUID(),
    );

    expect(standing).toEqual(opened(model));
    expect(await store.read([model])).toEqual([opened(model)]);
  });

  it('takes the repetition of a transition whose answer was lost for the same one', async () => {
    const to = opened(model);
    await store.transition(closedFromTheStart(model), to, 'change-1');

    expect(await store.transition(closedFromTheStart(model), to, 'change-1')).toBe(to);
  });

  it('counts twenty at once without losing one', async () => {
    await Promise.all(Array.from({ length: 20 }, () => countAt(NOW)));

    expect(await sumAt(NOW)).toEqual({ ok: 0, failed: 20, timeouts: 0 });
  });

  it('sums a whole window of one series, to the bucket', async () => {
    const first = NOW - WINDOW_MS + 10_000;
    await countAt(first - 1);
    await countAt(first);
    await countAt(NOW - 10_000);
    await countAt(NOW);
    await countAt(NOW + 10_000);
    await countAt(NOW, 1);

    expect((await sumAt(NOW)).failed).toBe(3);
    expect((await sumAt(NOW, 1)).failed).toBe(1);
    expect((await sumAt(NOW + WINDOW_MS)).failed).toBe(1);
  });

  it('counts health checks in a row, each once, in whatever order they are told', async () => {
    await store.countCheck(model, { ok: false, at: NOW });
    await store.countCheck(model, { ok: false, at: NOW + 30_000 });
    const repeated = await store.countCheck(model, { ok: false, at: NOW + 30_000 });
    const late = await store.countCheck(model, { ok: true, at: NOW + 1 });

    expect([repeated.failedChecks, late.failedChecks]).toEqual([2, 2]);
    expect((await store.countCheck(model, { ok: true, at: NOW + 60_000 })).failedChecks).toBe(0);
  });

  it('keeps checks in a row through an opening, and ends them with a closing', async () => {
    const checked = await store.countCheck(model, { ok: false, at: NOW });
    await store.transition(checked, opened(model), randomUUID());
    const whileOpen = await store.countCheck(model, { ok: false, at: NOW + 1 });
    const closed: Breaker = { ...opened(model), state: 'closed', generation: 2, series: 1 };

    await store.transition(opened(model), closed, randomUUID());

    expect([checked.failedChecks, whileOpen.failedChecks]).toEqual([1, 2]);
    expect((await store.read([model]))[0]).toMatchObject({ state: 'closed', failedChecks: 0 });
  });
}

describe('a breaker store in memory', () => {
  breakerStoreContract(() => new InMemoryBreakerStore());
});

onEveryEngine('a breaker store on DynamoDB', (client) => {
  breakerStoreContract(async () => new DynamoDbBreakerStore(client(), await aControlTable(client())));

  it('reads more models than one batch takes', async () => {
    const store = new DynamoDbBreakerStore(client(), await aControlTable(client()));
    const models = Array.from({ length: 230 }, (_, i) => `model-${i}`);

    const breakers = await store.read(models);

    expect(breakers.map(({ model }) => model)).toEqual(models);
  });
});
