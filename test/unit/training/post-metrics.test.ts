import { MAX_METRICS } from '../../../lib/contracts/metrics-batch.ts';
import type { RunItem } from '../../../lib/contracts/run-item.ts';
import { LAST_STEP } from '../../../lib/contracts/run-values.ts';
import { decodeState, encodeState } from '../../../lib/training/codec.ts';
import type { RollbackTarget, RunEvent } from '../../../lib/training/ports.ts';
import { RunChangedError } from '../../../lib/training/errors.ts';
import { postMetrics } from '../../../lib/training/post-metrics.ts';
import { OlderAttemptError, StepBeyondRunError } from '../../../lib/training/run-state-errors.ts';
import { acknowledgeDirective, orderRun } from '../../../lib/training/run-control.ts';
import { initialState } from '../../../lib/training/training-state.ts';
import { aRun, STARTED_AT } from '../../support/training/a-run.ts';
import { batchOf } from '../../support/training/batches.ts';
import { aTrainingConfig } from '../../support/training/config.ts';
import { InMemoryRunSeries } from '../../support/training/in-memory-run-series.ts';
import { InMemoryRunStore } from '../../support/training/in-memory-run-store.ts';

const SHORT = aTrainingConfig();
const START = encodeState(initialState(SHORT));

const TARGET: RollbackTarget = {
  attempt: 1,
  step: 4,
  sha256: 'ab',
  snapshot: START,
  sums: aRun().sums,
  recordKey: { pk: 'run#run-1', sk: 'checkpoint#00001#000000000004' },
};

const many = (length: number, value: number): number[] => Array<number>(length).fill(value);

/** A run that has begun, and what to do with it. */
async function begun(change: Partial<RunItem> = {}, target?: RollbackTarget) {
  const store = new InMemoryRunStore();
  await store.create(aRun({ windows: START, ...change }));
  if (target) store.committed.add(target.recordKey.sk);
  let ids = 0;
  const published: RunEvent['kind'][] = [];
  const deps = {
    store,
    config: SHORT,
    clock: { now: () => STARTED_AT },
    ids: () => `id-${(ids += 1)}`,
    backOff: () => Promise.resolve(),
    series: new InMemoryRunSeries(),
    targets: { resolve: () => Promise.resolve(target) },
    publish: ({ kind }: RunEvent) => {
      published.push(kind);
    },
    onStaleList: () => undefined,
    onCorruptWindows: () => undefined,
  };
  const post = (attempt: number, columns: Readonly<Record<string, readonly number[]>>, firstStep = 0) =>
    postMetrics(deps, 'run-1', { attempt, batch: batchOf(columns, firstStep) });
  const now = async () => (await store.read('run-1')) ?? aRun();
  return { deps, post, now, published };
}

const spike = { reward: many(60, 4), loss: [...many(20, 0.5), ...many(40, 5)] };

describe('posting metrics', () => {
  it('loses nothing when two batches come at once', async () => {
    const { post, now } = await begun();
    const half = (firstStep: number) => post(1, { reward: many(10, 4), loss: many(10, 1) }, firstStep);

    await Promise.all([half(0), half(10)]);

    // The later one may be first: then the earlier one changes no window, and only counts as a duplicate.
    const { last_step, sums, windows } = await now();
    expect(last_step).toBe(19);
    expect(sums.reward.count).toBe(decodeState(windows).sums.reward.count);
    expect([10, 20]).toContain(sums.reward.count);
  });

  it('refuses a step that cannot be of the run, which would make duplicates of all after it', async () => {
    const { deps, post, now } = await begun({ total_steps: 1_000 });
    const before = await now();

    await expect(post(1, { reward: [4, 4], loss: [1, 1] }, 11_000)).rejects.toThrow(
      new StepBeyondRunError(11_001, { furthest: 11_000, totalSteps: 1_000 }),
    );
    expect([await now(), deps.series.objects.size]).toEqual([before, 0]);
    const { accepted } = await post(1, { reward: [4, 4], loss: [1, 1] }, 0);
    expect(accepted).toBe(2);
  });

  it('takes steps beyond those that were planned, and any when none were', async () => {
    const planned = await begun({ total_steps: 1_000 });
    const unplanned = await begun();

    const accepted = [
      await planned.post(1, { reward: [4, 4], loss: [1, 1] }, 999),
      await planned.post(1, { reward: [4], loss: [1] }, 11_000),
      await unplanned.post(1, { reward: [4], loss: [1] }, LAST_STEP),
    ].map((posted) => posted.accepted);

    expect(accepted).toEqual([2, 1, 1]);
  });

  it('rolls back for a spike, and refuses what the old attempt still sends', async () => {
    const { post, now } = await begun({}, TARGET);

    const { run } = await post(1, spike);

    expect([run.directive.action, run.attempt, run.last_step, run.rollbacks_used]).toEqual([
      'rollback',
      2,
      4,
      1,
    ]);
    await expect(post(1, spike, 60)).rejects.toThrow(OlderAttemptError);
    const { accepted } = await post(2, { reward: [4, 4], loss: [1, 1] }, 4);
    expect([accepted, (await now()).last_step]).toEqual([1, 5]);
  });

  it('rolls back after a resume for a spike that began while the run was paused', async () => {
    const { deps, post, now } = await begun({}, TARGET);
    await post(1, { reward: many(20, 4), loss: many(20, 0.5) });
    await orderRun(deps, 'run-1', { action: 'pause', by: 'ann' });
    const { id } = (await now()).directive;
    await acknowledgeDirective(deps, 'run-1', { directive_id: id, global_step: 19, status: 'done' });
    const paused = await post(1, { reward: [4, 4], loss: [5, 5] }, 20);
    expect(paused.run.status).toBe('paused');

    await orderRun(deps, 'run-1', { action: 'resume', by: 'ann' });
    const { run } = await post(1, { reward: [4], loss: [5] }, 22);

    expect(run.directive.action).toBe('rollback');
  });

  it('keeps the last values of a bounded number of metrics, whatever names come', async () => {
    const { post, now } = await begun();
    for (let batch = 0; batch < 4; batch += 1) {
      const others = Array.from({ length: 30 }, (_name, index) => [`m${batch}_${index}`, [1]] as const);
      await post(1, { ...Object.fromEntries(others), reward: [batch], loss: [1] }, batch);
    }

    const { latest } = await now();

    expect(Object.keys(latest)).toHaveLength(MAX_METRICS);
    expect(latest['reward']).toBe(3);
  });

  it('keeps the sums of a run whose windows can not be read', async () => {
    const sums = { ...aRun().sums, reward: { count: 7, sum: 21 } };
    const { post, now } = await begun({ windows: Uint8Array.of(1, 2, 3), last_step: 6, sums });

    await post(1, { reward: [4], loss: [1] }, 7);

    expect((await now()).sums.reward).toEqual({ count: 8, sum: 25 });
  });
});

describe('whoever has to be called', () => {
  const runaway = { reward: many(20, 4), loss: many(20, 1), episode_reward: many(20, 150) };

  it.each([
    ['a runaway', 'runaway', runaway],
    ['a spike with nowhere to go back to', 'rollback_refused', spike],
  ] as const)('is called for %s although its answer is lost for good', async (_what, kind, columns) => {
    const { deps, post, now, published } = await begun();
    const save = deps.store.save.bind(deps.store);
    deps.store.save = async (...call) => {
      await save(...call);
      throw new Error('killed');
    };

    await expect(post(1, columns)).rejects.toThrow('killed');
    deps.store.save = save;
    const again = await post(1, columns);

    expect([(await now()).version, again.accepted]).toEqual([2, 0]);
    expect(published).toEqual([kind]);
  });

  it('is called once a request, however often others are faster', async () => {
    const { deps, post, published } = await begun();
    const save = deps.store.save.bind(deps.store);
    let tries = 0;
    deps.store.save = (...call) => {
      tries += 1;
      return tries < 4 ? Promise.reject(new RunChangedError('run-1')) : save(...call);
    };

    await post(1, runaway);

    expect(published.filter((kind) => kind === 'runaway')).toHaveLength(1);
  });
});
