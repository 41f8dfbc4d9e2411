import type { BreakerOrder } from '../contracts/breakers.ts';
import { backoff, type BreakerPolicy } from './backoff.ts';
import type { Breaker } from './breaker.ts';
import { errorRateOf, volumeOf, type Counts } from './counts.ts';
import { nextGeneration } from './generation.ts';

/** All that a transition depends on besides the breaker. */
export interface Moment {
  readonly policy: BreakerPolicy;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** In [0, 1). */
  readonly chance: number;
}

/**
 * After answers were counted: a closed breaker opens when the window holds `min_volume` answers and at least the share
 * `error_rate` of them failed; or when that share of them, and no fewer than `failed_checks`, timed out. The latter
 * needs no volume: whoever waited half a minute in vain three times knows enough. Undefined when nothing changes.
 */
export function afterCounts(breaker: Breaker, counts: Counts, moment: Moment): Breaker | undefined {
  if (breaker.state !== 'closed') return undefined;
  const { policy } = moment;
  const volume = volumeOf(counts);
  if (counts.timeouts >= policy.failed_checks && counts.timeouts / volume >= policy.error_rate)
    return opened(breaker, moment, `${counts.timeouts} of ${volume} answers timed out`);
  if (volume >= policy.min_volume && errorRateOf(counts) >= policy.error_rate)
    return opened(breaker, moment, `${counts.failed} of ${volume} answers failed`);
  return undefined;
}

/** After a health check was counted: `failed_checks` of them in a row open a closed breaker. */
export function afterCheck(breaker: Breaker, moment: Moment): Breaker | undefined {
  const { state, failedChecks } = breaker;
  if (state !== 'closed' || failedChecks < moment.policy.failed_checks) return undefined;
  return opened(breaker, moment, `${failedChecks} health checks failed in a row`);
}

/**
 * After an answer of `owner`: that of the standing probe closes the breaker or opens it anew, for longer. Any other is
 * none of its business: a success that comes late closes nothing. Undefined when nothing changes.
 */
export function afterProbe(
  breaker: Breaker,
  answer: { readonly owner: string; readonly ok: boolean },
  moment: Moment,
): Breaker | undefined {
  if (breaker.state !== 'half_open' || breaker.probe?.owner !== answer.owner) return undefined;
  return answer.ok
    ? closed(breaker, moment, 'the probe succeeded')
    : opened(breaker, moment, 'the probe failed');
}

/** What a person or a runbook orders. `auto` closes a forced breaker, and leaves any other as it is: undefined. */
export function ordered(
  breaker: Breaker,
  order: { readonly state: BreakerOrder; readonly by: string; readonly reason: string },
  moment: Moment,
): Breaker | undefined {
  const { by, reason } = order;
  const { now } = moment;
  if (order.state !== 'auto') return { ...nextGeneration(breaker, { by, now, reason }), state: order.state };
  if (breaker.state !== 'forced_open' && breaker.state !== 'forced_closed') return undefined;
  // Whoever ends a forced state has looked: no old opening makes the next wait longer.
  return { ...closed(breaker, moment, reason), openings: 0, backoffMs: 0, changed: { by, at: now, reason } };
}

function opened(breaker: Breaker, { policy, now, chance }: Moment, reason: string): Breaker {
  const isReopened = breaker.state === 'half_open' || now - breaker.countedFrom < policy.window_ms;
  const openings = isReopened ? breaker.openings + 1 : 1;
  const previousMs = isReopened ? breaker.backoffMs : 0;
  const backoffMs = backoff(policy, { openings, previousMs }, chance);
  const next = nextGeneration(breaker, { now, reason });
  return { ...next, state: 'open', openings, backoffMs, nextAttemptAt: now + backoffMs };
}

/** Counting begins anew, so that what opened it can't open it again. */
function closed(breaker: Breaker, { now }: Moment, reason: string): Breaker {
  const series = breaker.series + 1;
  return {
    ...nextGeneration(breaker, { now, reason }),
    state: 'closed',
    series,
    countedFrom: now,
    failedChecks: 0,
  };
}
