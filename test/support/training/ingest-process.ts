/**
 * A trainer's batches, taken in a process of its own: `node ingest-process.ts <DynamoDB> <table> <S3> <bucket>`. Each line
 * on stdin is `<run> <first step> <length>`; each answer on stdout is `<accepted> <duplicates>`, in the same order.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { S3Client } from '@aws-sdk/client-s3';
import { createBackOff } from '../../../functions/shared/runs/back-off.ts';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import { S3RunSeries } from '../../../lib/aws/s3-run-series.ts';
import { randomId } from '../../../lib/shared/ids.ts';
import { systemRandom } from '../../../lib/shared/random.ts';
import { postMetrics, type MetricsDependencies } from '../../../lib/training/post-metrics.ts';
import { ENVIRONMENT, OWNER } from '../../contract/s3/s3-world.ts';
import { clientOf } from '../dynamodb/local-dynamodb.ts';
import { STARTED_AT } from './a-run.ts';
import { batchOf } from './batches.ts';
import { GUIDE } from './config.ts';

const [dynamoDb = '', table = '', endpoint = '', bucket = ''] = process.argv.slice(2);

function fail(error: unknown): never {
  throw error;
}

const deps: MetricsDependencies = {
  config: GUIDE,
  store: new DynamoDbRunStore(clientOf(dynamoDb), table),
  series: new S3RunSeries(new S3Client({ endpoint, region: ENVIRONMENT.region, credentials: OWNER }), bucket),
  clock: { now: () => STARTED_AT },
  ids: randomId,
  backOff: createBackOff(systemRandom),
  publish: () => undefined,
  targets: { resolve: () => Promise.resolve(undefined) },
  onCorruptWindows: (_run, error) => fail(error),
  onStaleList: fail,
};

/** Of a step: the same whoever reports it, with figures that do not add up exactly. */
const wave = (step: number, mean: number) => mean + Math.sin(step * 1.7) / 10;

for await (const line of createInterface({ input: process.stdin })) {
  const [run = '', first = '', length = ''] = line.split(' ');
  const steps = Array.from({ length: Number(length) }, (_step, index) => Number(first) + index);
  const column = (mean: number) => steps.map((step) => wave(step, mean));
  const columns = { reward: column(4), loss: column(0.5), kl: column(0.02), episode_reward: column(15) };
  const batch = batchOf(columns, Number(first));
  const { accepted, duplicates } = await postMetrics(deps, run, { attempt: 1, batch });
  writeSync(1, `${accepted} ${duplicates}\n`);
}
process.exit();
