import { stateAt } from '../../lib/breakers/breaker.ts';
import type { CountedBreaker } from '../../lib/breakers/control.ts';
import { errorRateOf, volumeOf } from '../../lib/breakers/counts.ts';
import type { BreakerAnswer } from '../../lib/contracts/answers/breakers.ts';

export function toBreakerAnswer({ breaker, counts }: CountedBreaker, now: number): BreakerAnswer {
  const { model, generation, changed, forced } = breaker;
  const state = stateAt(breaker, now);
  const nextAttemptAt =
    breaker.probe?.until ?? (breaker.state === 'open' ? breaker.nextAttemptAt : undefined);
  return {
    model,
    state,
    generation,
    error_rate: Math.round(errorRateOf(counts) * 10_000) / 10_000,
    volume: volumeOf(counts),
    consecutive_failures: breaker.failedChecks,
    ...(nextAttemptAt !== undefined && { next_attempt_at: new Date(nextAttemptAt).toISOString() }),
    ...(forced && { execution_id: forced.executionId }),
    ...(changed && {
      ...((state === 'forced_open' || state === 'forced_closed') && { owner: changed.by }),
      reason: changed.reason,
      changed_by: changed.by,
      changed_at: new Date(changed.at).toISOString(),
    }),
  };
}
