import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DynamoDbRunStore } from '../../lib/aws/dynamodb-run-store.ts';
import { S3RunSeriesReader } from '../../lib/aws/s3-run-series-reader.ts';
import { decodeState, encodeState } from '../../lib/training/codec.ts';
import { initialState } from '../../lib/training/training-state.ts';
import { anS3World, BUCKET, type S3World } from '../contract/s3/s3-world.ts';
import { aControlTable } from '../support/dynamodb/control-table.ts';
import { startLocalDynamoDb, type LocalDynamoDb } from '../support/dynamodb/local-dynamodb.ts';
import { aRun } from '../support/training/a-run.ts';
import { GUIDE } from '../support/training/config.ts';

/** Enough for full windows, and for the first values to have left them. */
const STEPS = 1_500;

type Piece = readonly [first: number, length: number];
type Taken = readonly [accepted: number, duplicates: number];

/** A trainer in another operating-system process, with clients of its own. */
class Trainer {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(...where: readonly string[]) {
    const program = 'test/support/training/ingest-process.ts';
    const child = spawn(process.execPath, [program, ...where], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process = child;
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  async post(run: string, [first, length]: Piece): Promise<Taken> {
    this.#process.stdin?.write(`${run} ${first} ${length}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error('The process has ended');
    const [accepted = NaN, duplicates = NaN] = value.split(' ').map(Number);
    return [accepted, duplicates];
  }

  async postAll(run: string, pieces: readonly Piece[]): Promise<readonly Taken[]> {
    const taken: Taken[] = [];
    for (const piece of pieces) taken.push(await this.post(run, piece));
    return taken;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill();
    await once(this.#process, 'exit');
  }
}

let dynamoDb: LocalDynamoDb;
let s3: S3World;
let store: DynamoDbRunStore;
let trainers: readonly [Trainer, Trainer];
beforeAll(async () => {
  [dynamoDb, s3] = await Promise.all([startLocalDynamoDb(), anS3World()]);
  const table = await aControlTable(dynamoDb.client);
  store = new DynamoDbRunStore(dynamoDb.client, table);
  const aTrainer = () => new Trainer(dynamoDb.url, table, s3.url, BUCKET);
  trainers = [aTrainer(), aTrainer()];
});
afterAll(async () => {
  await Promise.all(trainers.map((trainer) => trainer.stop()));
  await Promise.all([dynamoDb.stop(), s3.close()]);
});

/** All steps in pieces of that length, the last one shorter. */
const pieces = (length: number): readonly Piece[] =>
  Array.from({ length: Math.ceil(STEPS / length) }, (_piece, index) => {
    const first = index * length;
    return [first, Math.min(length, STEPS - first)];
  });

async function begin(run_id: string): Promise<string> {
  await store.create(aRun({ run_id, change_id: run_id, windows: encodeState(initialState(GUIDE)) }));
  return run_id;
}

async function stateOf(runId: string) {
  const run = await store.read(runId);
  if (!run) throw new Error(`There is no run ${runId}`);
  const { windows, last_step, sums, latest, findings, version } = run;
  return { counted: { windows: decodeState(windows), last_step, sums, latest, findings }, version };
}

/** Steps that the raw series holds. */
async function storedSteps(runId: string): Promise<ReadonlySet<number>> {
  const reader = new S3RunSeriesReader(s3.client(), BUCKET);
  const steps = new Set<number>();
  for await (const page of reader.list(runId, 1, 0)) {
    for (const { key } of page) for (const step of (await reader.read(key))?.steps ?? []) steps.add(step);
  }
  return steps;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

describe('fault 25: two processes report to one run', () => {
  let alone: Awaited<ReturnType<typeof stateOf>>;
  beforeAll(async () => {
    await trainers[0].postAll(await begin('alone'), pieces(100));
    alone = await stateOf('alone');
  });

  it('in turns: it ends where it would have with one', async () => {
    const run = await begin('turns');
    const taken: Taken[] = [];

    for (const [turn, piece] of pieces(100).entries()) {
      const trainer = turn % 2 === 0 ? trainers[0] : trainers[1];
      taken.push(await trainer.post(run, piece));
    }

    expect(new Set(taken.map(String))).toEqual(new Set(['100,0']));
    expect(await stateOf(run)).toEqual(alone);
  });

  it('at once, in pieces that overlap: each step counts once, and none is lost', async () => {
    const run = await begin('overlap');
    const taken: Taken[] = [];

    for (const [first, length] of pieces(50)) {
      const behind: Piece = [Math.max(first - 25, 0), length];
      taken.push(
        ...(await Promise.all([trainers[0].post(run, [first, length]), trainers[1].post(run, behind)])),
      );
    }

    const { counted, version } = await stateOf(run);
    expect(counted).toEqual(alone.counted);
    expect(sumOf(taken.map(([accepted]) => accepted))).toBe(STEPS);
    expect(sumOf(taken.map(([, duplicates]) => duplicates))).toBe(STEPS);
    expect(version).toBe(1 + taken.filter(([accepted]) => accepted > 0).length);
    expect((await storedSteps(run)).size).toBe(STEPS);
  });

  it('at their own pace, each all of it: each step counts once', async () => {
    const run = await begin('race');

    const taken = await Promise.all([
      trainers[0].postAll(run, pieces(60)),
      trainers[1].postAll(run, pieces(37)),
    ]);

    expect((await stateOf(run)).counted).toEqual(alone.counted);
    expect(sumOf(taken.flat().map(([accepted]) => accepted))).toBe(STEPS);
  });

  it('the same batches at the same moment: each batch counts once', async () => {
    const run = await begin('same');
    const both: (readonly [Taken, Taken])[] = [];

    for (const piece of pieces(100))
      both.push(await Promise.all([trainers[0].post(run, piece), trainers[1].post(run, piece)]));

    expect(both.map((pair) => pair.map(String).sort())).toEqual(pieces(100).map(() => ['0,100', '100,0']));
    expect(await stateOf(run)).toEqual(alone);
  });
});
