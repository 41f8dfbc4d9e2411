/** Answers of one model. `timeouts` are among the `failed`. */
export interface Counts {
  readonly ok: number;
  readonly failed: number;
  readonly timeouts: number;
}

/** Answers are counted into buckets of this length; the window is a whole number of them. */
const BUCKET_MS = 10_000;
/** Time for the last reader of a bucket, before the table may forget it. */
const GRACE_MS = 60_000;

export interface Bucket {
  readonly series: number;
  /** Whole buckets since the epoch. */
  readonly index: number;
  /** Seconds since the epoch, for the table's TTL. */
  readonly expiresAtSeconds: number;
}

/** Indices of the buckets in a window, both ends included. */
export interface Window {
  readonly series: number;
  readonly from: number;
  readonly to: number;
}

export function bucketAt(series: number, now: number, windowMs: number): Bucket {
  const index = Math.floor(now / BUCKET_MS);
  const expiresAtSeconds = Math.ceil(((index + 1) * BUCKET_MS + windowMs + GRACE_MS) / 1_000);
  return { series, index, expiresAtSeconds };
}

/** The bucket of `now`, which is still filling, and as many before it as make the window. */
export function windowAt(series: number, now: number, windowMs: number): Window {
  const to = Math.floor(now / BUCKET_MS);
  return { series, from: to - Math.ceil(windowMs / BUCKET_MS) + 1, to };
}

export function addCounts(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, { ok, failed, timeouts }) => ({
      ok: sum.ok + ok,
      failed: sum.failed + failed,
      timeouts: sum.timeouts + timeouts,
    }),
    { ok: 0, failed: 0, timeouts: 0 },
  );
}

export const volumeOf = ({ ok, failed }: Counts): number => ok + failed;

export const errorRateOf = (counts: Counts): number =>
  volumeOf(counts) === 0 ? 0 : counts.failed / volumeOf(counts);
