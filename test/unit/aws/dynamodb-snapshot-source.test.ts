import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startCountedDynamoDb, type CountedDynamoDb } from '../../../bench/operations/counted-dynamodb.ts';
import { REGION, TABLES } from '../../../bench/selections/environment.ts';
import { DynamoDbCommitFigures } from '../../../lib/aws/dynamodb-commit-figures.ts';
import { DynamoDbOutcomeLedger } from '../../../lib/aws/dynamodb-outcome-ledger.ts';
import { DynamoDbSnapshotSource } from '../../../lib/aws/dynamodb-snapshot-source.ts';
import { BUDGET } from '../../../lib/cost/usage.ts';
import { LATENCY_BOUNDS_SECONDS } from '../../../lib/outcomes/latency-histogram.ts';
import { aBatch, anOutcome } from '../../support/outcomes/builders.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';

describe('a scrape of the table', () => {
  let dynamodb: CountedDynamoDb;
  let client: DynamoDBClient;

  beforeAll(async () => {
    dynamodb = await startCountedDynamoDb();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new DynamoDBClient({ endpoint: dynamodb.url, region: REGION, credentials });
  });
  afterAll(async () => {
    client.destroy();
    await dynamodb.close();
  });

  const scrape = async () => {
    dynamodb.operations.length = 0;
    await new DynamoDbSnapshotSource(client, TABLES.control, {
      clock: { now: () => 0 },
      splitEveryMs: 60_000,
    }).read();
    return dynamodb.operations.map(({ name, units }) => [name, units]);
  };

  it('is one consistent Query: a replica that lags would make a counter fall, which Prometheus takes for a reset', async () => {
    await new DynamoDbCommitFigures(client, TABLES.control).tell({ bestReward: 17.25 });

    // Half a unit, were it eventually consistent.
    expect(await scrape()).toEqual([['Query', 1]]);
  });

  it('costs no more than it is reckoned with once every shard counts every bucket of three modes', async () => {
    const outcomes = ['fast', 'balanced', 'creative'].flatMap((mode) =>
      [...LATENCY_BOUNDS_SECONDS, 90].map((seconds) => anOutcome({ mode, latencyMs: seconds * 1_000 })),
    );
    for (let shard = 0; shard < 8; shard += 1) {
      const transactor = { ...aTransactor(client), random: () => shard / 8 };
      await new DynamoDbOutcomeLedger(transactor, TABLES.control).record(aBatch({ outcomes }));
    }

    const [[, units] = []] = await scrape();

    expect(units).toBeGreaterThan(1);
    expect(units).toBeLessThanOrEqual(BUDGET.scrape.readUnits);
  });
});
