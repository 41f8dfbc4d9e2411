import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { startCountedDynamoDb, type CountedDynamoDb } from '../../../bench/operations/counted-dynamodb.ts';
import { REGION, TABLES } from '../../../bench/selections/environment.ts';
import { DynamoDbCheckpointStore } from '../../../lib/aws/dynamodb-checkpoint-store.ts';
import type { CheckpointRecord } from '../../../lib/checkpoints/checkpoint.ts';
import { LAST_STEP } from '../../../lib/contracts/run-values.ts';

const text = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: length, maxLength: length });
const WORD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const hash = text('0123456789abcdef', 64);
/** With as many digits as doubles have. JSON has no -0. */
const figure = fc.double().map((value) => value + 0);
const figures = fc.record({ reward: figure, loss: figure, kl: figure, episodeReward: figure });
const total = fc.record({ count: fc.integer({ min: 1e11, max: LAST_STEP }), sum: figure });
const time = fc.integer({ min: 1_700_000_000_000, max: 1_999_999_999_999 });

/** Of parts, of a run with the longest id, with all figures. */
const largeRecord: fc.Arbitrary<CheckpointRecord> = fc.record({
  runId: text(WORD, 128),
  attempt: fc.integer({ min: 10_000, max: 99_999 }),
  step: fc.integer({ min: 1e11, max: LAST_STEP }),
  uploadId: text(WORD, 16),
  content: fc.record({
    sizeBytes: fc.integer({ min: 1e12, max: 5 * 1024 ** 4 }),
    sha256: hash,
    parts: fc.record({
      count: fc.constant(1_000),
      sizeBytes: fc.integer({ min: 1e9, max: 5 * 1024 ** 3 }),
      composite: text(`${WORD}+/`, 43).map((start) => `${start}=`),
    }),
  }),
  figures,
  sums: fc.record({ reward: total, loss: total, kl: total, episode_reward: total }),
  windowsSha256: hash,
  createdAt: time,
  committedAt: time,
  means: figures,
});

describe('a record in the table', () => {
  let dynamodb: CountedDynamoDb;
  let store: DynamoDbCheckpointStore;

  beforeAll(async () => {
    dynamodb = await startCountedDynamoDb();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    store = new DynamoDbCheckpointStore(
      new DynamoDBClient({ endpoint: dynamodb.url, region: REGION, credentials }),
      TABLES.control,
    );
  });

  afterAll(() => dynamodb.close());

  it('is committed for one write unit and pruned for two, however large its values are', async () => {
    await fc.assert(
      fc.asyncProperty(largeRecord, async (record) => {
        dynamodb.operations.length = 0;

        await store.commit(record);
        await store.hold(record, record.committedAt);
        const isBuried = await store.bury(record, record.committedAt);

        const units = dynamodb.operations.map(({ name, units: of }) => `${name} ${of}`);
        expect(units).toEqual(['PutItem 1', 'UpdateItem 1', 'UpdateItem 1', 'DeleteItem 1']);
        expect(isBuried).toBe(true);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  it('is read back as it was, down to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(largeRecord, async (record) => {
        await store.commit(record);

        const found = await store.find(record.runId, record);

        expect(found).toEqual(record);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});
