import * as v from 'valibot';
import { compare, span } from '../check/compare.ts';
import { configFile, rule } from '../check/rule.ts';
import { cadence, duration } from '../values/duration.ts';
import { integerFrom } from '../values/integers.ts';

const backoff = v.strictObject({
  initial: v.optional(duration, '1m'),
  max: v.optional(duration, '10m'),
});

const consecutive_failures = v.strictObject({
  limit: v.optional(integerFrom(1), 3),
  pause: v.optional(duration, '1h'),
});

/** When runbooks start by themselves, and what keeps them from it. Milliseconds. */
export const dispatch = configFile(
  v.strictObject({
    cooldown: v.optional(duration, '5m'),
    backoff: v.optional(backoff, {}),
    max_per_hour: v.optional(integerFrom(1), 4),
    consecutive_failures: v.optional(consecutive_failures, {}),
    lock_lease: v.optional(duration, '15m'),
    start_patience: v.optional(duration, '30s'),
    watch_interval: v.optional(cadence, '60s'),
  }),
  [
    rule(v.object({ backoff: v.optional(backoff, {}) }), (file) =>
      compare(
        span(['backoff', 'initial'], file.backoff.initial),
        'at most',
        span(['backoff', 'max'], file.backoff.max),
      ),
    ),
    rule(
      v.object({
        backoff: v.optional(backoff, {}),
        consecutive_failures: v.optional(consecutive_failures, {}),
      }),
      (file) =>
        compare(
          span(['backoff', 'max'], file.backoff.max),
          'at most',
          span(['consecutive_failures', 'pause'], file.consecutive_failures.pause),
        ),
    ),
  ],
);
