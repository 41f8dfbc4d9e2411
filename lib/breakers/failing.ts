import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { Breaker } from './breaker.ts';
import { errorRateOf, volumeOf, type Counts } from './counts.ts';

/** What the newest health check said. */
export interface LastCheck {
  readonly healthy: boolean;
  readonly reason: string;
  readonly consecutiveFailures: number;
  /** Milliseconds since the epoch. */
  readonly checkedAt: number;
}

export interface ModelEvidence {
  readonly breaker: Breaker;
  /** Answers in the breaker's window. */
  readonly counts: Counts;
  /** Undefined where none is new enough to say how the model is now. */
  readonly check: LastCheck | undefined;
}

export interface FailingJudgement {
  readonly isFailing: boolean;
  /** What says that it fails; or what was looked at. */
  readonly detail: string;
}

/**
 * Whether a model fails, by any of these: its newest health check did (503, or no answer in time); more than `error_rate`
 * of its answers in the window, however few they are; `failed_checks` of them timed out; or its breaker is open, since when
 * few are asked, and no health check was well since. A state that somebody forced says nothing of the model.
 */
export function judgeFailing(
  evidence: ModelEvidence,
  { error_rate, failed_checks }: Pick<TrafficConfig['breaker'], 'error_rate' | 'failed_checks'>,
): FailingJudgement {
  const { breaker, counts, check } = evidence;
  const { failed, timeouts } = counts;
  const share = `${failed} of ${volumeOf(counts)} answers failed`;
  const isOpen = breaker.state === 'open' || breaker.state === 'half_open';
  const openedAt = breaker.changed?.at ?? 0;
  const wasWellSince = check?.healthy === true && check.checkedAt > openedAt;
  const found = [
    ...(check && !check.healthy ? [inWords(check)] : []),
    ...(errorRateOf(counts) > error_rate ? [share] : []),
    ...(timeouts >= failed_checks ? [`${timeouts} of ${volumeOf(counts)} answers timed out`] : []),
    ...(isOpen && !wasWellSince ? [`its breaker is open: ${breaker.changed?.reason ?? 'it fails'}`] : []),
  ];
  if (found.length > 0) return { isFailing: true, detail: found.join('; ') };
  return { isFailing: false, detail: [check ? inWords(check) : 'no health check', share].join('; ') };
}

function inWords({ healthy, reason, consecutiveFailures }: LastCheck): string {
  if (healthy) return `its newest health check ${reason}`;
  return `its newest health check failed (${reason}), ${consecutiveFailures} in a row`;
}
