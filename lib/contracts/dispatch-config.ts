import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What the functions that start and end runbooks need of dispatch.yaml. Durations in milliseconds. */
export const dispatchConfig = v.strictObject({
  cooldown_ms: count,
  backoff: v.strictObject({ initial_ms: count, max_ms: count }),
  max_per_hour: count,
  consecutive_failures: v.strictObject({ limit: count, pause_ms: count }),
  lock_lease_ms: count,
  start_patience_ms: count,
});

export type DispatchConfig = v.InferOutput<typeof dispatchConfig>;
