/**
 * Upper bounds in seconds, each included, of the cumulative buckets of http_request_duration_seconds; one more, without
 * a bound, follows. 2.5, 3.5 and 10 s are the limits of the report (configs/expectations.yaml); the three around 30 s
 * show what comes close to the time-out of a model, and what passes it. Counters in the table go by the index.
 */
export const LATENCY_BOUNDS_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 3.5, 5, 10, 20, 30, 45, 60] as const;

/** The bucket that holds a latency alone, from 0; the last one is for whatever is longer than every bound. */
export function latencyBucket(latencyMs: number): number {
  const index = LATENCY_BOUNDS_SECONDS.findIndex((bound) => latencyMs <= bound * 1_000);
  return index === -1 ? LATENCY_BOUNDS_SECONDS.length : index;
}

/** Prometheus counts every bucket together with the ones below it. */
export function cumulative(buckets: readonly number[]): readonly number[] {
  let sum = 0;
  return buckets.map((count) => (sum += count));
}
