import { runsRoutes } from '../../../functions/runs/runs.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { pointsOf } from '../../../functions/shared/runs/run-points.ts';
import { trainingRoutes } from '../../../functions/training/training.ts';
import type { BatchFigures } from '../../../lib/training/batch-figures.ts';
import { encodeState } from '../../../lib/training/codec.ts';
import type { RollbackTarget, RunStore } from '../../../lib/training/ports.ts';
import { totalsOf } from '../../../lib/training/sums.ts';
import { initialState } from '../../../lib/training/training-state.ts';
import { anEvent, type EventChange } from '../api-event.ts';
import { InMemoryIdempotencyStore } from '../idempotency/in-memory-idempotency-store.ts';
import { invoke, recordingSurroundings, type Answer } from '../invoke.ts';
import { STARTED_AT } from './a-run.ts';
import { GUIDE } from './config.ts';
import { InMemoryRunSeries } from './in-memory-run-series.ts';
import { InMemoryRunStore } from './in-memory-run-store.ts';

/** The routes of both functions before stores in memory. Trainer and operator in one. */
export function aTrainingApi({ store = new InMemoryRunStore(), config = GUIDE } = {}) {
  const surroundings = recordingSurroundings();
  const series = new InMemoryRunSeries();
  const targets: RollbackTarget[] = [];
  const told: BatchFigures[] = [];
  const clock = { time: STARTED_AT, now: () => clock.time };
  let ids = 0;
  const nextId = () => `id-${(ids += 1)}`;
  const deps = {
    config,
    store: store as RunStore,
    series,
    clock,
    ids: nextId,
    runIds: nextId,
    idempotency: { store: new InMemoryIdempotencyStore(), clock, ids: nextId },
    backOff: () => Promise.resolve(),
    publish: (event: Parameters<typeof pointsOf>[0]) => surroundings.metrics(pointsOf(event)),
    onCorruptWindows: () => surroundings.log.error('corrupt'),
    figures: { tell: (batch: BatchFigures) => Promise.resolve(void told.push(batch)) },
    onUntold: () => surroundings.log.error('untold'),
    onStaleList: () => surroundings.log.error('stale list'),
    targets: { resolve: () => Promise.resolve(targets.at(-1)) },
    checkpoints: { latest: () => Promise.resolve(undefined), best: () => Promise.resolve(undefined) },
    downloads: {
      urlFor: ({ step }: { readonly step: number }) => Promise.resolve(`https://models/${step}`),
    },
  };
  const handler = apiFunction({ ...trainingRoutes(deps), ...runsRoutes(deps) }, surroundings);
  const call = (key: string, change: EventChange = {}): Promise<Answer> =>
    invoke(handler, anEvent(key, { groups: '[operator]', path: { run: 'r' }, ...change }));
  return {
    ...{ store, series, clock, config, surroundings, told, call },
    begin: (run_id = 'r') => call('POST /v1/runs', { body: { run_id } }),
    post: (body: unknown) => call('POST /v1/runs/{run}/metrics', { body }),
    run: async () => (await call('GET /v1/runs/{run}')).body,
    /** A committed checkpoint to go back to. */
    commit: (step: number) => {
      const recordKey = { pk: 'run#r', sk: `checkpoint#${step}` };
      store.committed.add(recordKey.sk);
      const state = initialState(config);
      const target = {
        attempt: 1,
        step,
        sha256: 'ab',
        snapshot: encodeState(state),
        sums: totalsOf(state.sums),
      };
      targets.push({ ...target, recordKey });
    },
  };
}

/** A batch by columns: so many steps of steady figures. */
export function steady(firstStep: number, length: number, { attempt = 1, loss = 0.5, reward = 4 } = {}) {
  const jitter = (value: number) =>
    Array.from({ length }, (_step, i) => value + ((firstStep + i) % 2 === 0 ? 0.01 : -0.01));
  return { attempt, first_step: firstStep, columns: { reward: jitter(reward), loss: jitter(loss) } };
}
