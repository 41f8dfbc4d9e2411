import type { RunItem } from '../contracts/run-item.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { RunChangedError } from './errors.ts';
import { withFindings } from './findings-kept.ts';
import type { RunStore } from './ports.ts';
import { stallOf } from './stalled.ts';

export interface WatchDependencies {
  readonly store: Pick<RunStore, 'active' | 'read' | 'save'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly stalledAfterMs: number;
}

export interface Watched {
  readonly looked: number;
  /** Runs that are stalled now, newly or not. */
  readonly stalled: number;
  readonly newlyStalled: number;
}

/** Each costs 3 to 5 read units a minute; who trains more at once has outgrown one function. */
const MAX_RUNS = 500;
const RUNS_AT_A_TIME = 10;

/**
 * Looks at every run that is not over, and adds a finding to those whose trainer has gone silent: once a stall, since the
 * finding itself tells that it was reported. Costs one query and a read a run, and a write for each new stall.
 * @throws StoreUnavailableError, StoreDeniedError
 */
export async function watchRuns(deps: WatchDependencies): Promise<Watched> {
  const ids = await deps.store.active({ limit: MAX_RUNS });
  const stalls: ('none' | 'known' | 'new')[] = [];
  for (let i = 0; i < ids.length; i += RUNS_AT_A_TIME) {
    const batch = ids.slice(i, i + RUNS_AT_A_TIME);
    stalls.push(...(await Promise.all(batch.map((id) => watchRun(deps, id)))));
  }
  const newlyStalled = stalls.filter((kind) => kind === 'new').length;
  return { looked: ids.length, stalled: stalls.filter((kind) => kind !== 'none').length, newlyStalled };
}

async function watchRun(deps: WatchDependencies, runId: string): Promise<'none' | 'known' | 'new'> {
  const run = await deps.store.read(runId);
  if (!run) return 'none';
  const at = deps.clock.now();
  const stall = stallOf(run, at, deps.stalledAfterMs);
  if (stall.kind !== 'new') return stall.kind;
  const found = withFindings(run, [stall.finding], { attempt: run.attempt, at });
  return (await wasSaved(deps, found)) ? 'new' : 'none';
}

/** Whoever was faster has given a sign of life, or has reported the stall: the next look will tell. */
async function wasSaved({ store, ids }: WatchDependencies, run: RunItem): Promise<boolean> {
  try {
    await store.save({ ...run, version: run.version + 1, change_id: ids() });
    return true;
  } catch (error) {
    if (error instanceof RunChangedError) return false;
    throw error;
  }
}
