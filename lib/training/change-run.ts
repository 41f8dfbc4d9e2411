import type { HeldLock } from '../contracts/lock-item.ts';
import type { RunItem } from '../contracts/run-item.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { StoreUnavailableError } from '../shared/store-errors.ts';
import type { Stamp } from './directives.ts';
import { RunChangedError, RunNotFoundError, TargetGoneError } from './errors.ts';
import type { RecordKey, RunEffects, RunStore } from './ports.ts';

export interface RunChanger {
  readonly store: RunStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Lets some time pass before the next try of so many, so that writers in each other's way come apart. */
  readonly backOff: (tries: number) => Promise<void>;
  /** Given by whoever may change runs only while holding a lock: each write is under the condition that it does. */
  readonly lock?: HeldLock;
}

/** What a change makes of a run. The same run as was given: nothing is written. */
export interface Plan<Result> {
  readonly run: RunItem;
  /** A checkpoint's record that has to stand for the change to count. */
  readonly requires?: RecordKey;
  readonly result: Result;
}

/** Twenty writers of one run at once get through with fewer; a trainer has one or two. */
const MAX_TRIES = 12;

/**
 * Reads a run, plans, and writes under the condition that nobody was faster; else all of it again, with what stands then.
 * @throws RunNotFoundError
 * @throws LockLostError where a lock was given
 * @throws StoreUnavailableError also when others were faster too often
 */
export async function changeRun<Result>(
  deps: RunChanger,
  runId: string,
  plan: (run: RunItem, stamp: Stamp) => Plan<Result> | Promise<Plan<Result>>,
): Promise<{ readonly run: RunItem; readonly result: Result }> {
  let cause: unknown;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (tries > 0) await deps.backOff(tries);
    const before = await readRun(deps.store, runId);
    const { run, requires, result } = await plan(before, { id: deps.ids(), at: deps.clock.now() });
    if (run === before) return { run, result };
    const next = { ...run, version: before.version + 1, change_id: deps.ids() };
    try {
      await deps.store.save(next, {
        ...effectsOf(before, next),
        ...(requires && { requires }),
        ...(deps.lock && { lock: deps.lock }),
      });
      return { run: next, result };
    } catch (error) {
      if (!(error instanceof RunChangedError) && !(error instanceof TargetGoneError)) throw error;
      cause = error;
    }
  }
  throw new StoreUnavailableError('run', cause);
}

/** @throws RunNotFoundError */
export async function readRun(store: Pick<RunStore, 'read'>, runId: string): Promise<RunItem> {
  const run = await store.read(runId);
  if (!run) throw new RunNotFoundError(runId);
  return run;
}

const LISTED = ['status', 'attempt', 'lr_multiplier', 'rollbacks_used'] as const;

/** The list and the marks follow the run in its own transaction; mere progress does not need one. */
function effectsOf(before: RunItem, next: RunItem): RunEffects {
  const isListed = LISTED.some((name) => before[name] !== next[name]);
  const wasMarked = before.runaway !== undefined;
  const isMarked = next.runaway !== undefined;
  return {
    ...(isListed && { list: true }),
    ...(before.attempt !== next.attempt && { rollback: true }),
    ...(wasMarked !== isMarked && { runaway: isMarked ? 'mark' : 'unmark' }),
  };
}
