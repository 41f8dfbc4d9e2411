import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { BUDGET } from '../lib/cost/usage.ts';
import { trainingEnvironment } from '../cdk/constructs/training-environment.ts';
import { DynamoDbRunStore } from '../lib/aws/dynamodb-run-store.ts';
import { S3RunSeries } from '../lib/aws/s3-run-series.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { trainingConfig } from '../lib/contracts/training-config.ts';
import { randomId } from '../lib/shared/ids.ts';
import { createRun } from '../lib/training/create-run.ts';
import { postMetrics } from '../lib/training/post-metrics.ts';
import * as v from 'valibot';
import type { Bench, Row } from './bench.ts';
import { startCountedDynamoDb, type Operation } from './operations/counted-dynamodb.ts';
import { REGION, TABLES } from './selections/environment.ts';

const RUN = 'bench';
const BATCH = 500;
const MEASURED_BATCHES = 10;
const HISTORY = 1_000_000;
const LARGEST_BATCH = 5_000;
/** A batch every five seconds: one line of the list for every two. */
const BETWEEN_BATCHES_MS = 5_000;

export const metricsOperations: Bench = {
  title: 'Operations per 1,000 steps of metrics',
  method:
    'postMetrics with its real adapters, on a local DynamoDB that reports capacity units, and an S3 client that counts ' +
    'what it is told to send: at the start of a run (with full windows), and after a million steps. Batches of 500, one ' +
    'every five seconds.',
  run: async () => {
    const { url, operations: log, close } = await startCountedDynamoDb();
    try {
      return await measure(url, log);
    } finally {
      await close();
    }
  },
};

async function measure(url: string, log: readonly Operation[]): Promise<readonly Row[]> {
  const post = await startPosting(url);
  await post(LARGEST_BATCH);
  const early = await tally(post, log);
  while (post.steps() < HISTORY) await post(LARGEST_BATCH);
  const late = await tally(post, log);
  const row = (name: string, figure: number, limit?: { atMost: number }): Row => ({
    ...{ name, figure, unit: '' },
    ...(limit && { limit }),
  });
  return [
    row('at the start: write units', early.writeUnits, { atMost: BUDGET.steps.writeUnits }),
    row('at the start: S3 PUTs', early.puts, { atMost: BUDGET.steps.s3Writes }),
    row('after 1,000,000 steps: write units', late.writeUnits, { atMost: early.writeUnits * 1.05 }),
    row('after 1,000,000 steps: S3 PUTs', late.puts, { atMost: BUDGET.steps.s3Writes }),
    row('after 1,000,000 steps: read units', late.readUnits, { atMost: BUDGET.steps.readUnits }),
  ];
}

async function tally(post: Poster, log: readonly Operation[]) {
  const [from, puts] = [log.length, post.puts()];
  for (let batch = 0; batch < MEASURED_BATCHES; batch += 1) await post(BATCH);
  const thousands = (MEASURED_BATCHES * BATCH) / 1_000;
  const unitsOf = (isRead: boolean) =>
    log
      .slice(from)
      .filter(({ name }) => (name === 'GetItem') === isRead)
      .reduce((sum, { units }) => sum + units, 0) / thousands;
  return { writeUnits: unitsOf(false), readUnits: unitsOf(true), puts: (post.puts() - puts) / thousands };
}

interface Poster {
  (length: number): Promise<void>;
  steps(): number;
  puts(): number;
}

async function startPosting(endpoint: string): Promise<Poster> {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const store = new DynamoDbRunStore(
    new DynamoDBClient({ endpoint, region: REGION, credentials }),
    TABLES.control,
  );
  let [steps, puts, now] = [0, 0, 0];
  const s3 = new S3Client({ region: REGION, credentials });
  s3.middlewareStack.add(
    () => () => {
      puts += 1;
      return Promise.resolve({ output: { $metadata: {} }, response: {} });
    },
    { step: 'build' },
  );
  const { TRAINING_CONFIG } = trainingEnvironment(loadConfig({ folder: 'configs', stage: 'prod' }));
  const deps = {
    config: v.parse(trainingConfig, JSON.parse(TRAINING_CONFIG)),
    store,
    series: new S3RunSeries(s3, 'bench'),
    clock: { now: () => now },
    ids: randomId,
    runIds: randomId,
    backOff: () => Promise.resolve(),
    targets: { resolve: () => Promise.resolve(undefined) },
    publish: () => undefined,
    onCorruptWindows: () => undefined,
    onStaleList: () => undefined,
  };
  await createRun(deps, { run_id: RUN });
  const post = async (length: number): Promise<void> => {
    now += BETWEEN_BATCHES_MS;
    await postMetrics(deps, RUN, { attempt: 1, batch: batchFrom(steps, length) });
    steps += length;
  };
  return Object.assign(post, { steps: () => steps, puts: () => puts });
}

function batchFrom(first: number, length: number) {
  const wave = (mean: number, size: number, at: number) => mean + size * Math.sin(at * 12.9898);
  const column = (mean: number, size: number) => ({
    values: Float64Array.from({ length }, (_value, row) => wave(mean, size, first + row)),
  });
  return {
    steps: Float64Array.from({ length }, (_value, row) => first + row),
    columns: new Map([
      ['reward', column(4, 0.5)],
      ['loss', column(0.5, 0.1)],
      ['kl', column(0.01, 0.005)],
      ['entropy', column(1, 0.1)],
    ]),
  };
}
