import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { commitCheckpoint } from '../../lib/checkpoints/commit.ts';
import { sha256Hex } from '../../lib/checkpoints/content.ts';
import { createCheckpoint } from '../../lib/checkpoints/create.ts';
import { listCheckpoints, stateOf } from '../../lib/checkpoints/list.ts';
import { select, type Selector } from '../../lib/checkpoints/select.ts';
import { sweep } from '../../lib/checkpoints/sweep.ts';
import { DynamoDbRunStore } from '../../lib/aws/dynamodb-run-store.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { encodeState } from '../../lib/training/codec.ts';
import { postMetrics } from '../../lib/training/post-metrics.ts';
import { initialState } from '../../lib/training/training-state.ts';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { anEvent } from '../support/api-event.ts';
import { bundlesFolder } from '../support/built.ts';
import { compileCache } from '../support/compile-cache.ts';
import { startEngines, type Engines } from '../support/checkpoints/engines.ts';
import { POLICY } from '../support/checkpoints/world.ts';
import { startKillingProxy, type Aim, type KillingProxy } from '../support/killing-proxy.ts';
import { aRun } from '../support/training/a-run.ts';
import { batchOf } from '../support/training/batches.ts';
import { aTrainingConfig } from '../support/training/config.ts';
import { InMemoryRunSeries } from '../support/training/in-memory-run-series.ts';

const CONFIG = aTrainingConfig();
/** The first is the best; the way back leads to the second. */
const SAVED = [100, 200, 300];
const CALM = 20;
/** A try that was killed keeps its key for half a minute. */
const LATER_MS = 60_000;

let engines: Engines;
let proxy: KillingProxy;
let runStore: DynamoDbRunStore;
beforeAll(async () => {
  engines = await startEngines(createMovableClock({ running: true }));
  proxy = await startKillingProxy(engines.place.url);
  runStore = new DynamoDbRunStore(engines.client.database, engines.place.table);
});
afterAll(async () => {
  await proxy.close();
  await engines.close();
});

const fail = (error: unknown): never => {
  throw error;
};

/** A run that has trained calmly and saved three checkpoints. */
async function aTrainedRun(runId: string): Promise<void> {
  const common = { ...engines, clock: systemClock, ids: randomId, policy: POLICY, onUntidy: fail };
  // Listed so long ago that the next metrics renew its line, which is one more write.
  await runStore.create(aRun({ run_id: runId, windows: encodeState(initialState(CONFIG)), listed_at: 0 }));
  const training = {
    ...{
      config: CONFIG,
      store: runStore,
      series: new InMemoryRunSeries(),
      clock: { now: () => 1 },
      ids: randomId,
    },
    ...{ publish: () => undefined, onCorruptWindows: fail, onStaleList: fail },
    backOff: () => Promise.resolve(),
    targets: { resolve: () => Promise.resolve(undefined) },
  };
  const values = (value: number) => Array<number>(CALM).fill(value);
  const batch = batchOf({ reward: values(12), loss: values(1), kl: values(0) });
  await postMetrics(training, runId, { attempt: 1, batch });
  for (const step of SAVED) {
    const model = Buffer.from(`model ${step}`);
    const content = { sizeBytes: model.length, sha256: sha256Hex(model) };
    const figures = { reward: step === SAVED[0] ? 19 : 11, loss: 1, kl: 0.01 };
    const upload = await createCheckpoint(common, runId, { attempt: 1, step, content, figures });
    await engines.upload(upload, model);
    await commitCheckpoint(common, runId, { attempt: 1, step });
  }
}

const WAYS = {
  'a rollback by hand': {
    name: 'runs',
    event: (run: string) =>
      anEvent('POST /v1/runs/{run}/rollback', {
        path: { run },
        rawPath: `/v1/runs/${run}/rollback`,
        headers: { 'idempotency-key': 'the-same' },
        groups: '[operator]',
        body: { to: 'previous', reason: 'test' },
      }),
    isRepeated: ({ status }: Reply) => status === 202,
    used: 0,
  },
  'a rollback that metrics call for': {
    name: 'training',
    event: (run: string) =>
      anEvent('POST /v1/runs/{run}/metrics', {
        path: { run },
        rawPath: `/v1/runs/${run}/metrics`,
        body: {
          attempt: 1,
          first_step: CALM,
          columns: { reward: [12, 12, 12, 12], loss: [99, 99, 99, 99], kl: [0, 0, 0, 0] },
        },
      }),
    // To the attempt before, the answer is the directive that has begun the next.
    isRepeated: ({ status, body }: Reply) =>
      [200, 409].includes(status) && JSON.stringify(body).includes('"action":"rollback"'),
    used: 1,
  },
} as const;

type Way = (typeof WAYS)[keyof typeof WAYS];

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const SCRIPT = join(import.meta.dirname, '../support/function-process.ts');

/** @returns the function's answer, or undefined when it was killed before it gave one */
async function call(
  way: Way,
  run: string,
  { aim, aheadMs = 0 }: { aim?: Omit<Aim, 'kill'>; aheadMs?: number } = {},
) {
  const { table, bucket } = engines.place;
  const environment = {
    ...{ METRICS_NAMESPACE: 'test', CONTROL_TABLE: table, CHECKPOINT_BUCKET: bucket, SERIES_BUCKET: bucket },
    ...{ TRAINING_CONFIG: JSON.stringify(CONFIG), CHECKPOINT_CONFIG: JSON.stringify(POLICY) },
    ...{ AWS_ENDPOINT_URL: proxy.url, AWS_REGION: 'eu-north-1' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', ...compileCache },
  };
  const bundle = resolve(bundlesFolder(), way.name, 'handler.mjs');
  const child = spawn(process.execPath, [SCRIPT, bundle, JSON.stringify(way.event(run)), String(aheadMs)], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  proxy.aim(aim && { ...aim, kill: () => child.kill('SIGKILL') });
  const [said, [, signal]] = (await Promise.all([text(child.stdout), once(child, 'exit')])) as [
    string,
    [null, string | null],
  ];
  expect(signal).toBe(aim ? 'SIGKILL' : null);
  return aim ? undefined : (JSON.parse(said.trim().split('\n').at(-1) ?? '') as Reply);
}

const SELECTORS: readonly Selector[] = [
  ...([{ kind: 'latest' }, { kind: 'best' }, { kind: 'stable' }] as const),
  ...SAVED.map((step) => ({ kind: 'step', step }) as const),
];

/** What every reader sees, and that the bytes of all of it are whole. */
async function seen(runId: string) {
  const run = await runStore.read(runId);
  const { items: lines } = await runStore.list({ limit: 200 });
  const { attempt = 0, lineage = [], rollbacks_used: used, last_step } = run ?? {};
  const { items, live } = await listCheckpoints(engines.store, { runId, lineage, limit: 200 });
  for (const record of live) {
    expect(sha256Hex(await engines.download(record))).toBe(record.content.sha256);
    expect(sha256Hex((await engines.objects.windows(record)) ?? new Uint8Array())).toBe(record.windowsSha256);
  }
  return {
    ...{ attempt, used, last_step, lineage: lineage.map(({ step }) => step) },
    listedAttempt: lines.find(({ run_id }) => run_id === runId)?.attempt,
    list: items.map((item) => `${item.step} ${stateOf(item, lineage)}`),
    selected: SELECTORS.map((selector) => select({ runId, live, lineage, policy: POLICY }, selector).step),
  };
}

const OLD = {
  ...{ attempt: 1, used: 0, last_step: CALM - 1, lineage: [], listedAttempt: 1 },
  list: ['300 committed', '200 committed', '100 committed'],
  selected: [300, 100, 300, 100, 200, 300],
};
const newOf = ({ used }: Way) => ({
  ...{ attempt: 2, used, last_step: 200, lineage: [200], listedAttempt: 2 },
  list: ['300 superseded', '200 committed', '100 committed'],
  selected: [200, 100, 200, 100, 200, 300],
});

/** Before the first and after each: what is left before another is what is left after the one before it. */
const pointsOf = (writes: readonly string[]): readonly (readonly [at: number, when: Aim['when']])[] => [
  [1, 'before'],
  ...writes.map((_, index) => [index + 1, 'after'] as const),
];

let points = 0;
afterAll(() => {
  process.stdout.write(`rollbacks: processes killed at ${points} points\n`);
});

describe.each(Object.entries(WAYS))('%s, its process killed at each thing it writes', (name, way) => {
  const idOf = (...parts: unknown[]) => [way.name, ...parts].join('-');

  it('shows old or new to every reader, and happens once when it is tried again', async () => {
    await aTrainedRun(idOf('trial'));
    const answer = await call(way, idOf('trial'));
    const { writes } = proxy;
    const states: unknown[] = [];

    for (const [at, when] of pointsOf(writes)) {
      const run = idOf(at, when);
      await aTrainedRun(run);
      await call(way, run, { aim: { at, when } });
      const between = await seen(run);
      const again = await call(way, run, { aheadMs: LATER_MS });

      points += 1;
      states.push(between);
      expect([OLD, newOf(way)]).toContainEqual(between);
      expect([name, at, when, again && way.isRepeated(again), again?.body]).toEqual([
        name,
        at,
        when,
        true,
        again?.body,
      ]);
      expect(await seen(run)).toEqual(newOf(way));
    }

    expect(answer && way.isRepeated(answer)).toBe(true);
    expect(writes).toContain('TransactWriteItems');
    expect(states).toEqual(expect.arrayContaining([OLD, newOf(way)]));
  });
});

it('leaves no garbage to the sweeper, which loses nothing that still counts', async () => {
  const clock = { now: () => Date.now() + POLICY.orphan_age_ms + 3_600_000 };
  const report = await sweep({ ...engines, clock, policy: POLICY, onUntidy: fail });

  const { items } = await runStore.list({ limit: 200 });
  const left: unknown[] = [];
  for await (const { step, files } of engines.listing.uploads()) left.push([step, files.size]);
  expect(report).toEqual({ destroyed: 0, aborted: 0, pruned: items.length, unrecorded: 0, lost: 0 });
  expect(left).toEqual(
    items.flatMap(() => [
      [100, 3],
      [200, 3],
    ]),
  );
});
