import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BUDGET } from '../lib/cost/usage.ts';
import { trainingEnvironment } from '../cdk/constructs/training-environment.ts';
import { DynamoDbRunStore } from '../lib/aws/dynamodb-run-store.ts';
import { commitCheckpoint } from '../lib/checkpoints/commit.ts';
import { sha256Hex } from '../lib/checkpoints/content.ts';
import { createCheckpoint } from '../lib/checkpoints/create.ts';
import { prune } from '../lib/checkpoints/prune.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import type { RunItem } from '../lib/contracts/run-item.ts';
import { trainingConfig } from '../lib/contracts/training-config.ts';
import { systemClock } from '../lib/shared/clock.ts';
import { randomId } from '../lib/shared/ids.ts';
import { createRun } from '../lib/training/create-run.ts';
import * as v from 'valibot';
import type { Bench, Limit, Row } from './bench.ts';
import { largeRecord } from './checkpoints/records.ts';
import { startCheckpointWorld, type CheckpointWorld } from './checkpoints/world.ts';
import { REGION, TABLES } from './selections/environment.ts';

const FEW = 100;
const MANY = 10_000;
/** As long as they may be: it is in each item. */
const RUN = 'r'.repeat(128);
/** Of windows that are full: see "Ingest of metrics". */
const WINDOWS_BYTES = 17_900;
const EVERY_STEPS = 500;
/** Pruned together to save time; no more than prune() takes at once. */
const AT_ONCE = 50;

export const checkpointOperations: Bench = {
  title: 'Operations of a checkpoint',
  method:
    'Create, commit and prune with the adapters of the checkpoints function and the limits of configs/, on a local DynamoDB ' +
    'that reports capacity units and a local S3 that counts requests; the upload itself is the trainer’s. The run has the ' +
    `longest id, full windows, and ${FEW} or ${MANY.toLocaleString('en')} records as large as they get: max_checkpoints ` +
    'and the best live, the others are pruned and left a tombstone. The commit of one more is counted without the pruning ' +
    'of one that it makes due, which is counted by itself.',
  run: async () => {
    const world = await startCheckpointWorld();
    try {
      await startRun(world.url);
      return await measure(world);
    } finally {
      await world.close();
    }
  },
};

interface Tally {
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly s3Calls: number;
  readonly listings: number;
}

interface Measured {
  readonly create: Tally;
  readonly commit: Tally;
  readonly pruning: Tally;
}

async function measure(world: CheckpointWorld): Promise<readonly Row[]> {
  await fill(world, { from: 0, to: FEW });
  const few = await saveOne(world, FEW);
  await fill(world, { from: FEW + 1, to: MANY });
  const many = await saveOne(world, MANY);
  return [...rowsOf(FEW, few), ...rowsOf(MANY, many, few)];
}

function rowsOf(records: number, { create, commit, pruning }: Measured, before?: Measured): readonly Row[] {
  const row = (what: string, figure: number, limit?: Limit): Row => ({
    ...{ name: `${records.toLocaleString('en')} records: ${what}`, figure, unit: '' },
    ...(limit && { limit }),
  });
  const sum = (key: 'writeUnits' | 'readUnits' | 's3Calls') => create[key] + commit[key] + pruning[key];
  const [writes, reads, s3Calls] = [sum('writeUnits'), sum('readUnits'), sum('s3Calls')];
  return [
    row('create, write units', create.writeUnits),
    row('create, read units', create.readUnits),
    row('create, S3 calls', create.s3Calls),
    row('commit, write units', commit.writeUnits),
    row('commit, read units', commit.readUnits, before && { atMost: before.commit.readUnits }),
    row('commit, S3 calls', commit.s3Calls),
    row('pruning one, write units', pruning.writeUnits, { atMost: before?.pruning.writeUnits ?? 2 }),
    row('pruning one, read units', pruning.readUnits, { atMost: 0 }),
    row('pruning one, S3 calls', pruning.s3Calls, { atMost: before?.pruning.s3Calls ?? 1 }),
    row('one saved, write units', writes, { atMost: BUDGET.checkpoint.writeUnits }),
    row('one saved, read units', reads, { atMost: BUDGET.checkpoint.readUnits }),
    row('one saved, S3 calls', s3Calls, { atMost: BUDGET.checkpoint.s3Writes }),
    row('listings of the bucket', create.listings + commit.listings + pruning.listings, { atMost: 0 }),
  ];
}

/** Makes records, and prunes as commits would have. */
async function fill({ deps }: CheckpointWorld, { from, to }: { from: number; to: number }): Promise<void> {
  for (let index = from; index < to; index += 1) {
    await deps.store.commit(largeRecord(RUN, index * EVERY_STEPS, deps.clock.now()));
    const isDue = index % AT_ONCE === 0 || index === to - 1;
    if (isDue) await prune(deps, await deps.store.live(RUN), []);
  }
}

async function saveOne(world: CheckpointWorld, index: number): Promise<Measured> {
  const { deps } = world;
  const model = randomBytes(1_000);
  const id = { attempt: 1, step: index * EVERY_STEPS };
  const content = { sizeBytes: model.length, sha256: sha256Hex(model) };
  const figures = { reward: 1, loss: 1, kl: 1 };
  const [upload, create] = await tally(world, () => createCheckpoint(deps, RUN, { ...id, content, figures }));
  const { url, headers } = await deps.signer.put(upload);
  const { status } = await fetch(url, { method: 'PUT', headers, body: model });
  if (status !== 200) throw new Error(`The upload was answered with ${status}`);
  const policy = { ...deps.policy, max_checkpoints: Infinity };
  const [committed, commit] = await tally(world, () => commitCheckpoint({ ...deps, policy }, RUN, id));
  if (committed?.isNew !== true) throw new Error('Nothing was committed');
  const [pruned, pruning] = await tally(world, () => prune(deps, committed.live, []));
  if (pruned.length !== 1) throw new Error(`${pruned.length} were pruned`);
  return { create, commit, pruning };
}

async function tally<T>(
  { operations, s3Calls }: CheckpointWorld,
  work: () => Promise<T>,
): Promise<readonly [T, Tally]> {
  const [from, fromCall] = [operations.length, s3Calls.length];
  const result = await work();
  const [counted, calls] = [operations.slice(from), s3Calls.slice(fromCall)];
  const units = (isRead: boolean) =>
    counted
      .filter(({ name }) => ['GetItem', 'Query'].includes(name) === isRead)
      .reduce((sum, operation) => sum + operation.units, 0);
  // What asks for the bucket and no key.
  const listings = calls.filter((call) => /^GET \/[^/?]*\/?(\?|$)/.test(call)).length;
  return [result, { writeUnits: units(false), readUnits: units(true), s3Calls: calls.length, listings }];
}

class RunsWithFullWindows extends DynamoDbRunStore {
  override create(run: RunItem): Promise<RunItem> {
    return super.create({ ...run, windows: randomBytes(WINDOWS_BYTES) });
  }
}

async function startRun(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  const { TRAINING_CONFIG } = trainingEnvironment(loadConfig({ folder: 'configs', stage: 'prod' }));
  const deps = {
    store: new RunsWithFullWindows(client, TABLES.control),
    config: v.parse(trainingConfig, JSON.parse(TRAINING_CONFIG)),
    clock: systemClock,
    ids: randomId,
    runIds: randomId,
    backOff: () => Promise.resolve(),
  };
  await createRun(deps, { run_id: RUN });
  client.destroy();
}
