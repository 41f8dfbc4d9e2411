import type { MapState, ParallelState, Retrier, TaskState } from '../asl/definition.ts';
import type { AttemptProgress, VisitProgress } from '../executions/frame-progress.ts';
import { matchesError } from './error-matching.ts';
import { retryDelayMs } from './retry-delay.ts';
import { sleepUntil } from './sleep.ts';
import { StatesError } from './states-error.ts';
import type { Exit, Visit } from './visit.ts';

interface Attempted {
  readonly state: TaskState | ParallelState | MapState;
  readonly resumed: VisitProgress | undefined;
}

/** One attempt at a state, or the rest of one that a restart interrupted. */
type Attempt = (progress: AttemptProgress) => Promise<Exit>;

/** Attempts the state as often as its retriers allow, then hands the error to its catchers. */
export async function runWithPolicies(
  visit: Visit,
  { state, resumed }: Attempted,
  attempt: Attempt,
): Promise<Exit> {
  const retriers = state.retry.map((retrier, index) => ({
    ...retrier,
    made: resumed?.counters?.[index] ?? 0,
  }));
  for (let progress = resumed?.attempt ?? {}; ; progress = {}) {
    try {
      return await visit.reportingEvaluation(() => tryOnce(visit, progress, attempt));
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      if (!(await waitForRetry(visit, retriers, error))) return giveUp(visit, state, error);
    }
  }
}

async function tryOnce(visit: Visit, progress: AttemptProgress, attempt: Attempt): Promise<Exit> {
  const { runtime, cancellation } = visit.frame;
  const { failure, retryAt } = progress;
  if (failure) throw new StatesError(failure.error, failure.cause, failure.alias);
  if (retryAt !== undefined) await sleepUntil(runtime.clock, retryAt, cancellation);
  return attempt(progress);
}

interface CountedRetrier extends Retrier {
  /** Retries so far; they count over the whole visit. */
  made: number;
}

/** The first retrier that takes the error decides: when its attempts are used up, no other is asked. */
async function waitForRetry(visit: Visit, retriers: CountedRetrier[], error: StatesError): Promise<boolean> {
  const { frame } = visit;
  const retrier = retriers.find(({ errorEquals }) => matchesError(errorEquals, error));
  if (!retrier || retrier.made >= retrier.maxAttempts) return false;
  const at = frame.runtime.clock.now() + retryDelayMs(retrier, retrier.made, frame.runtime.random);
  retrier.made += 1;
  visit.retryCount += 1;
  frame.note({ retry: { at, count: visit.retryCount, counters: retriers.map(({ made }) => made) } });
  await sleepUntil(frame.runtime.clock, at, frame.cancellation);
  return true;
}

async function giveUp(visit: Visit, state: Attempted['state'], error: StatesError): Promise<Exit> {
  const { frame } = visit;
  if (state.type !== 'Task') frame.record(`${state.type}StateFailed`);
  const index = state.catch.findIndex(({ errorEquals }) => matchesError(errorEquals, error));
  const catcher = state.catch[index];
  if (!catcher) throw error;
  const errorOutput = { Error: error.error ?? null, Cause: error.reason ?? null };
  return visit.reportingEvaluation(() =>
    visit.leave(catcher, catcher.next, { fallback: errorOutput, errorOutput, location: `Catch[${index}]/` }),
  );
}
