/** A lease outlives its lease_ttl by at most one bucket, and a Query reads at most one bucket more than this. */
const BUCKETS_PER_LIFE = 4;

/** Milliseconds since the epoch, these three. */
export interface BucketSpan {
  readonly start: number;
  /** A bucket that starts before this holds no live lease. */
  readonly liveFrom: number;
  /** From then on no lease of the bucket is alive. */
  readonly deadAt: number;
}

/**
 * The bucket of a moment. A lease lives as long as its bucket: from lease_ttl to a quarter of it longer, so no request
 * that ends in time falls out early.
 */
export function bucketOf(at: number, leaseTtlMs: number): BucketSpan {
  const length = Math.ceil(leaseTtlMs / BUCKETS_PER_LIFE);
  const start = Math.floor(at / length) * length;
  return { start, liveFrom: at - length - leaseTtlMs + 1, deadAt: start + length + leaseTtlMs };
}
