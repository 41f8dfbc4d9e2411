import { randomUUID } from 'node:crypto';
import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { PANELS } from '../../../cdk/monitoring/panels.ts';
import { pointsOf } from '../../../functions/outcomes/points.ts';
import { DynamoDbBreakerStore } from '../../../lib/aws/dynamodb-breaker-store.ts';
import { DynamoDbCommitFigures } from '../../../lib/aws/dynamodb-commit-figures.ts';
import { DynamoDbOutcomeLedger } from '../../../lib/aws/dynamodb-outcome-ledger.ts';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import { DynamoDbSnapshotSource } from '../../../lib/aws/dynamodb-snapshot-source.ts';
import { DynamoDbSplitStore } from '../../../lib/aws/dynamodb-split-store.ts';
import { DynamoDbTrainingFigures } from '../../../lib/aws/dynamodb-training-figures.ts';
import { toldFiguresIn } from '../../../lib/aws/training-figures-item.ts';
import { closedFromTheStart } from '../../../lib/breakers/breaker.ts';
import { LATEST_KEYS } from '../../../lib/contracts/latest-keys.ts';
import { familiesOf } from '../../../lib/observability/families.ts';
import { checklistOf } from '../../../lib/observability/report/checklist.ts';
import { prometheusText } from '../../../lib/observability/prometheus-text.ts';
import { LATENCY_BOUNDS_SECONDS } from '../../../lib/outcomes/latency-histogram.ts';
import type { Outcome } from '../../../lib/outcomes/outcome.ts';
import { histogramOf } from '../../../lib/shared/histogram.ts';
import {
  NORMALIZED_REWARD_BOUNDS,
  RAW_REWARD_BOUNDS,
  type BatchFigures,
} from '../../../lib/training/batch-figures.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aSnapshot, aTrainingState } from '../../support/observability/a-snapshot.ts';
import { EXPECTATIONS } from '../../support/observability/report-figures.ts';
import { aBatch, anOutcome } from '../../support/outcomes/builders.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';
import { aRun, nextOf } from '../../support/training/a-run.ts';

const NOW = Date.UTC(2026, 0, 31, 12);

const OBSERVED = {
  ...{ modes: [], models: [], latencyBounds: LATENCY_BOUNDS_SECONDS, alarms: [] },
  cacheHitRate: undefined,
};

/** With the longest numbers there are. */
const aBatchOfRewards = (rewards: readonly number[]): BatchFigures => ({
  figures: aTrainingState({
    runId: 'r'.repeat(128),
    totalSteps: 1_000_000,
    entropyCoef: 0.01 / 3,
    entropyScheduled: 0.01 / 3,
    learningRate: 1e-4 / 3,
    loss: -1 / 3,
    reward: 10 / 3,
    kl: 1 / 3,
    normalizer: { mean: 11 / 3, std: 1 / 3, count: 1_000 },
  }),
  rawRewards: histogramOf(rewards, RAW_REWARD_BOUNDS),
  normalizedRewards: histogramOf(
    rewards.map((reward) => reward - 4),
    NORMALIZED_REWARD_BOUNDS,
  ),
});

onEveryEngine('how the stage stands', (clientOf) => {
  let client: DynamoDBClient;
  let table: string;
  beforeEach(async () => {
    client = clientOf();
    table = await aControlTable(client);
  });
  const read = (now = NOW) =>
    new DynamoDbSnapshotSource(client, table, { clock: { now: () => now }, splitEveryMs: 60_000 }).read();

  it('is nothing at all in a new stage', async () => {
    expect(await read()).toMatchObject({
      requests: {},
      breakers: {},
      training: undefined,
      checkpointSaves: 0,
      rollbacks: 0,
      bestReward: undefined,
      split: undefined,
    });
  });

  it('counts outcomes as the ledger does, over all its shards', async () => {
    const ledger = new DynamoDbOutcomeLedger(aTransactor(client), table);
    const outcomes = [anOutcome({ latencyMs: 90 }), anOutcome({ status: 'timeout', latencyMs: 31_000 })];

    for (let i = 0; i < 10; i += 1) await ledger.record(aBatch({ outcomes }));

    const { balanced } = (await read()).requests;
    expect([balanced?.total, balanced?.errors]).toEqual([20, 10]);
    expect([balanced?.seconds.counts[0], balanced?.seconds.sum]).toEqual([10, expect.closeTo(310.9, 6)]);
  });

  it('has the share of errors that CloudWatch has, whatever is cancelled', async () => {
    const ended = (count: number, status: Outcome['status']) =>
      Array.from({ length: count }, () => anOutcome({ status }));
    const outcomes = [...ended(19, 'ok'), ...ended(1, 'error'), ...ended(20, 'cancelled')];

    await new DynamoDbOutcomeLedger(aTransactor(client), table).record(aBatch({ outcomes }));

    const { requests } = await read();
    const panel = PANELS.find(({ title }) => title === 'Errors');
    const [failed, all] = [...(panel?.prometheus[0]?.expr ?? '').matchAll(/rate\((\w+)\[/g)].map(
      ([, name]) => name,
    );
    const published = pointsOf(outcomes, { accepted: 40, rejected: [] })
      .flat()
      .find(({ name, dimensions }) => name === panel?.cloudWatch[0]?.metric && dimensions?.['Mode']);
    const text = prometheusText(familiesOf({ ...OBSERVED, snapshot: aSnapshot({ requests }) }));
    const valueOf = (name = '') =>
      Number(new RegExp(`^${name}\\{mode="balanced"\\} (\\S+)$`, 'm').exec(text)?.[1]);
    expect(valueOf(failed) / valueOf(all)).toBe(1 / 20);
    expect(published?.value).toEqual([...Array<number>(19).fill(0), 1]);
  });

  it('knows a breaker by its last transition, half-open once its wait is over', async () => {
    const closed = closedFromTheStart('qwen');
    const opened = { ...closed, state: 'open' as const, generation: 1, nextAttemptAt: NOW + 9_000 };

    await new DynamoDbBreakerStore(client, table).transition(closed, opened, randomUUID());

    expect((await read()).breakers).toEqual({ qwen: 'open' });
    expect((await read(NOW + 9_000)).breakers).toEqual({ qwen: 'half_open' });
  });

  it('adds up the rewards of batches, and has the figures of the newest', async () => {
    const store = new DynamoDbTrainingFigures(client, table);

    await store.tell(aBatchOfRewards([3.5, 4.5]));
    await store.tell(aBatchOfRewards([4.5, 1e9, -1e9]));

    const { training, rawRewards, normalizedRewards } = await read();
    const bucketOf = (bound: number) =>
      rawRewards.counts[RAW_REWARD_BOUNDS.findIndex((one) => one === bound)];
    expect(training).toEqual(aBatchOfRewards([]).figures);
    expect([bucketOf(4), bucketOf(5), bucketOf(-10), rawRewards.counts.at(-1)]).toEqual([1, 2, 1, 1]);
    expect(rawRewards.sum).toBeCloseTo(12.5, 5);
    expect(normalizedRewards.counts.reduce((sum, count) => sum + count)).toBe(5);
  });

  it('takes figures that JSON has no word for', async () => {
    const batch = aBatchOfRewards([4]);
    const figures = { ...batch.figures, loss: Infinity, reward: 1e300 };

    await new DynamoDbTrainingFigures(client, table).tell({ ...batch, figures });

    expect((await read()).training).toMatchObject({ loss: NaN, reward: 1e300 });
  });

  it('reads figures of before it was kept whether the coefficient was reported', () => {
    const told = Object.entries(aBatchOfRewards([]).figures).filter(([name]) => name !== 'isEntropyReported');

    const { figures } = toldFiguresIn({ figures: { S: JSON.stringify(Object.fromEntries(told)) } });

    expect(figures?.isEntropyReported).toBe(false);
  });

  it('takes one write unit for a batch, however large its figures', async () => {
    const store = new DynamoDbTrainingFigures(client, table);
    const rewards = Array.from({ length: 5_000 }, (_, i) => -20 + i / 37);
    for (let i = 0; i < 20; i += 1) await store.tell(aBatchOfRewards(rewards));

    // Any write is billed by the whole item.
    const { ConsumedCapacity } = await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall(LATEST_KEYS.training),
        UpdateExpression: 'SET x = :x',
        ExpressionAttributeValues: { ':x': { N: '1' } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );

    expect(ConsumedCapacity?.CapacityUnits).toBe(1);
  });

  it('counts checkpoints, and forgets a best one that is no more', async () => {
    const store = new DynamoDbCommitFigures(client, table);
    await store.tell({ bestReward: 17.25 });
    const first = await read();

    await store.tell({});

    const second = await read();
    expect([first.checkpointSaves, first.bestReward]).toEqual([1, 17.25]);
    expect([second.checkpointSaves, second.bestReward]).toEqual([2, undefined]);
  });

  it('counts a rollback in the write that makes it: once, also when its answer is lost, and not when it is refused', async () => {
    const store = new DynamoDbRunStore(client, table);
    const run = await store.create(aRun());
    const back = nextOf(run, { attempt: 2 });

    await store.save(back, { list: true, rollback: true });
    await store.save(back, { list: true, rollback: true });
    const refused = await store
      .save(nextOf(run, { attempt: 2 }), { list: true, rollback: true })
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({ name: 'RunChangedError' });
    expect((await read()).rollbacks).toBe(1);
  });

  it('has the split as it was last checked', async () => {
    const share = { target: 60, actual: 61.5, deviation: 1.5, alert: false, served: 70, downshifted: 0 };
    const split = { samples: 200, status: 'ok', pValue: 0.4, modes: { fast: share } } as const;

    await new DynamoDbSplitStore(client, table).tell({ ...split, at: NOW, windowMs: 300_000 });

    expect((await read()).split).toEqual({ ...split, at: NOW, windowMs: 300_000 });
  });

  it('does not know a split that was not checked for longer than three checks take', async () => {
    const split = { samples: 200, status: 'deviating', pValue: 0, modes: {} } as const;
    await new DynamoDbSplitStore(client, table).tell({ ...split, at: NOW, windowMs: 300_000 });

    const [young, old] = [await read(NOW + 180_000), await read(NOW + 180_001)];

    expect(young.split?.status).toBe('deviating');
    expect(old.split).toBeUndefined();
    // The rule, the light and the checklist go by these: none of them stays as it was.
    expect(prometheusText(familiesOf({ ...OBSERVED, snapshot: young }))).toContain('\ntraffic_deviating 1\n');
    expect(prometheusText(familiesOf({ ...OBSERVED, snapshot: old }))).not.toContain('traffic_deviating');
    expect(checklistOf({ snapshot: old, alarms: [] }, EXPECTATIONS)[0]).toMatchObject({
      ...{ id: 'split', figure: null, status: 'no_data' },
    });
  });
});
