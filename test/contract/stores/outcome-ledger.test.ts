import { DynamoDbBreakerStore } from '../../../lib/aws/dynamodb-breaker-store.ts';
import { DynamoDbOutcomeLedger } from '../../../lib/aws/dynamodb-outcome-ledger.ts';
import { DynamoDbTrafficCounters } from '../../../lib/aws/dynamodb-traffic-counters.ts';
import type { OutcomeLedger, TrafficCounters } from '../../../lib/outcomes/ports.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aBatch, anOutcome, NOW } from '../../support/outcomes/builders.ts';
import { InMemoryOutcomeLedger } from '../../support/outcomes/in-memory-ledger.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';

interface Stores {
  readonly ledger: OutcomeLedger;
  readonly counters: TrafficCounters;
}

const identity = (key: string, fingerprint = 'f') => ({ key, fingerprint });

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

function outcomeLedgerContract(storesOf: () => Stores | Promise<Stores>): void {
  let ledger: OutcomeLedger;
  let counters: TrafficCounters;
  beforeEach(async () => {
    ({ ledger, counters } = await storesOf());
  });

  const counted = async () =>
    Object.entries(await counters.read()).map(([mode, { statuses }]) => [mode, statuses]);
  const ok = (count: number) => ({ ok: count, error: 0, timeout: 0, cancelled: 0 });

  it('has counted nothing at first', async () => {
    expect(await counters.read()).toEqual({});
  });

  it('adds up what batches hold: statuses, latencies and their sum', async () => {
    await ledger.record(aBatch({ outcomes: [anOutcome({ latencyMs: 0.1 }), anOutcome({ mode: 'fast' })] }));
    await ledger.record(aBatch({ outcomes: [anOutcome({ status: 'timeout', latencyMs: 30_000.2 })] }));

    const { balanced, fast } = await counters.read();

    expect(balanced?.statuses).toEqual({ ok: 1, error: 0, timeout: 1, cancelled: 0 });
    expect(balanced?.latencyMs).toBeCloseTo(30_000.3);
    expect(balanced?.buckets).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
    expect(fast?.statuses).toEqual(ok(1));
  });

  it('counts a batch with a key once, and gives back the answer of the first', async () => {
    const first = aBatch({ identity: identity('k'), answer: { accepted: 1, rejected: [] } });
    const again = { ...first, answer: { accepted: 0, rejected: [] } };

    expect(await ledger.record(first)).toEqual({ answer: first.answer, isReplay: false });
    expect(await ledger.record(again)).toEqual({ answer: first.answer, isReplay: true });
    expect(await counted()).toEqual([['balanced', ok(1)]]);
  });

  it('keeps an answer whole, rejections included', async () => {
    const answer = {
      accepted: 1,
      rejected: [{ index: 3, code: 'late_outcome' as const, detail: 'too late \u2013 "by far"' }],
    };
    await ledger.record(aBatch({ identity: identity('k'), answer }));

    expect(await ledger.record(aBatch({ identity: identity('k') }))).toEqual({ answer, isReplay: true });
  });

  it('counts one of fifty of the same key at once, and all learn its answer', async () => {
    const results = await times(50, () => ledger.record(aBatch({ identity: identity('k') })));

    expect(results.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(await counted()).toEqual([['balanced', ok(1)]]);
  });

  it('counts each of fifty at once under keys of their own, and each of fifty without', async () => {
    await times(50, (index) => ledger.record(aBatch({ identity: identity(`k${index}`) })));
    await times(50, () => ledger.record(aBatch()));

    expect(await counted()).toEqual([['balanced', ok(100)]]);
  });

  it('refuses another body under a key, and counts nothing of it', async () => {
    await ledger.record(aBatch({ identity: identity('k') }));

    const other = ledger.record(aBatch({ identity: identity('k', 'other') }));

    await expect(other).rejects.toMatchObject({ name: 'IdempotencyKeyReusedError' });
    expect(await counted()).toEqual([['balanced', ok(1)]]);
  });

  it('keeps the answer of a batch of which nothing counted', async () => {
    const nothing = aBatch({ identity: identity('k'), outcomes: [] });
    await ledger.record(nothing);

    expect((await ledger.record(nothing)).isReplay).toBe(true);
    expect(await counters.read()).toEqual({});
  });

  it('forgets a key after a day', async () => {
    await ledger.record(aBatch({ identity: identity('k') }));

    const later = await ledger.record(
      aBatch({ identity: identity('k', 'other'), now: NOW + 24 * 3_600_000 }),
    );

    expect(later.isReplay).toBe(false);
  });
}

describe('an outcome ledger in memory', () => {
  outcomeLedgerContract(() => {
    const ledger = new InMemoryOutcomeLedger();
    return { ledger, counters: ledger };
  });
});

onEveryEngine('an outcome ledger on DynamoDB', (client) => {
  const stores = (table: string) => ({
    ledger: new DynamoDbOutcomeLedger(aTransactor(client()), table),
    counters: new DynamoDbTrafficCounters(client(), table),
  });

  outcomeLedgerContract(async () => stores(await aControlTable(client())));

  it('adds to the buckets of the breakers in the same transaction, once a key', async () => {
    const table = await aControlTable(client());
    const { ledger } = stores(table);
    const bucket = { series: 2, index: 180_000_000, expiresAtSeconds: 1_800_000_400 };
    const window = { series: 2, from: bucket.index - 29, to: bucket.index };
    const breakers = new DynamoDbBreakerStore(client(), table);
    const additions = [{ model: 'qwen', bucket, counts: { ok: 1, failed: 3, timeouts: 2 } }];

    await times(20, (index) => ledger.record(aBatch({ identity: identity(`k${index % 10}`), additions })));

    expect(await breakers.sum('qwen', window)).toEqual({ ok: 10, failed: 30, timeouts: 20 });
  });
});
