import { emptyAggregate, mergeAggregate, type Aggregate } from './aggregate.ts';
import { RETENTION } from './retention.ts';

/** Data of one resolution. */
export interface Tier {
  readonly resolutionSeconds: number;
  readonly keptSeconds: number;
  /** By their start, in seconds since the epoch. */
  readonly buckets: Map<number, Aggregate>;
  oldestStart: number;
}

/** Finest first. */
export function createTiers(): Tier[] {
  return RETENTION.map((tier) => ({ ...tier, buckets: new Map(), oldestStart: Infinity }));
}

/** The bucket that holds the second, made when there is none. */
export function bucketAt(tier: Tier, seconds: number): Aggregate {
  const start = Math.floor(seconds / tier.resolutionSeconds) * tier.resolutionSeconds;
  const existing = tier.buckets.get(start);
  if (existing) return existing;
  const bucket = emptyAggregate();
  tier.buckets.set(start, bucket);
  tier.oldestStart = Math.min(tier.oldestStart, start);
  return bucket;
}

/** Moves what is too old for its tier into the next, in whole buckets of that, and drops what is too old for any. */
export function ageTiers(tiers: readonly Tier[], nowSeconds: number): void {
  tiers.forEach((tier, index) => {
    const next = tiers[index + 1];
    const step = next?.resolutionSeconds ?? tier.resolutionSeconds;
    const cutoff = Math.floor((nowSeconds - tier.keptSeconds) / step) * step;
    if (tier.oldestStart < cutoff) moveOlder(tier, { cutoff, next });
  });
}

/** Buckets that start in the range, oldest first where the range is the smaller thing to walk. */
export function* bucketsBetween(
  { buckets, resolutionSeconds, oldestStart }: Tier,
  range: { startSeconds: number; endSeconds: number },
): Iterable<readonly [startSeconds: number, aggregate: Aggregate]> {
  const from = Math.max(range.startSeconds, oldestStart);
  if ((range.endSeconds - from) / resolutionSeconds > buckets.size) {
    for (const entry of buckets) if (entry[0] >= from && entry[0] < range.endSeconds) yield entry;
    return;
  }
  const first = Math.ceil(from / resolutionSeconds) * resolutionSeconds;
  for (let start = first; start < range.endSeconds; start += resolutionSeconds) {
    const aggregate = buckets.get(start);
    if (aggregate) yield [start, aggregate];
  }
}

function moveOlder(tier: Tier, { cutoff, next }: { cutoff: number; next: Tier | undefined }): void {
  tier.oldestStart = Infinity;
  for (const [start, aggregate] of tier.buckets) {
    if (start >= cutoff) {
      tier.oldestStart = Math.min(tier.oldestStart, start);
      continue;
    }
    tier.buckets.delete(start);
    if (next) mergeAggregate(bucketAt(next, start), aggregate, { bounded: true });
  }
}
