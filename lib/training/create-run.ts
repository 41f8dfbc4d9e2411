import type { RunItem } from '../contracts/run-item.ts';
import type { TrainingConfig } from '../contracts/training-config.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { StoreUnavailableError } from '../shared/store-errors.ts';
import type { RunChanger } from './change-run.ts';
import { encodeState } from './codec.ts';
import { RunChangedError } from './errors.ts';
import type { RunStore } from './ports.ts';
import { totalsOf } from './sums.ts';
import { initialState } from './training-state.ts';

export interface CreateRunDependencies {
  readonly store: RunStore;
  readonly config: TrainingConfig;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly backOff: RunChanger['backOff'];
  /** Sort by time: the list shows the newest first. */
  readonly runIds: IdSource;
}

export interface NewRun {
  readonly run_id?: string;
  readonly total_steps?: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Begins a run, or attaches to the one of that id: a trainer that starts again learns where its run stands. What it says
 * of total_steps and labels then changes nothing. Of two that begin one run at once, one creates and one attaches.
 * @throws StoreUnavailableError also when others were in the way too often
 */
export async function createRun(
  deps: CreateRunDependencies,
  request: NewRun,
): Promise<{ readonly run: RunItem; readonly isNew: boolean }> {
  const wanted = newRun(deps, request);
  const standing = request.run_id === undefined ? undefined : await deps.store.read(request.run_id);
  const run = standing ?? (await create(deps, wanted));
  return { run, isNew: run.change_id === wanted.change_id };
}

/** Others who begin the same run are through after a few tries. */
const MAX_TRIES = 6;

async function create({ store, backOff }: CreateRunDependencies, wanted: RunItem): Promise<RunItem> {
  let cause: unknown;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (tries > 0) await backOff(tries);
    try {
      return await store.create(wanted);
    } catch (error) {
      if (!(error instanceof RunChangedError)) throw error;
      cause = error;
    }
  }
  throw new StoreUnavailableError('run', cause);
}

function newRun({ config, clock, ids, runIds }: CreateRunDependencies, request: NewRun): RunItem {
  const now = clock.now();
  const state = initialState(config);
  return {
    run_id: request.run_id ?? runIds(),
    version: 1,
    change_id: ids(),
    created_at: now,
    listed_at: now,
    attempt: 1,
    status: 'running',
    lr_multiplier: 1,
    rollbacks_used: 0,
    lineage: [],
    directive: { id: ids(), action: 'continue', attempt: 1, issued_at: now, by: 'artisan' },
    ...(request.total_steps !== undefined && { total_steps: request.total_steps }),
    ...(request.labels && { labels: { ...request.labels } }),
    overrides: {},
    findings: [],
    sums: totalsOf(state.sums),
    latest: {},
    windows: encodeState(state),
  };
}
