import { addMeasurement, emptyAggregate, mergeAggregate, type Aggregate } from './aggregate.ts';
import type { Measurement } from './metric-point.ts';
import { visibleSince, type QueriedRange } from './retention.ts';
import { ageTiers, bucketAt, bucketsBetween, createTiers, type Tier } from './tier.ts';

/** One period's worth of data. */
export interface Period {
  readonly startSeconds: number;
  readonly aggregate: Aggregate;
}

/** A bucket as it is kept: what a snapshot is made of. */
export interface StoredBucket extends Period {
  readonly resolutionSeconds: number;
}

/** The data of one metric in one unit. */
export interface Timeline {
  add(at: { seconds: number; resolutionSeconds: 1 | 60 }, measurement: Measurement): void;
  restore(bucket: StoredBucket): void;
  /** Periods with data, oldest first. Without samples percentiles are unknown, and the answer costs less. */
  periods(range: QueriedRange, view: { nowSeconds: number; withSamples: boolean }): Period[];
  age(nowSeconds: number): void;
  buckets(): Iterable<StoredBucket>;
}

export function createTimeline(): Timeline {
  const tiers = createTiers();
  const tierOf = (resolutionSeconds: number): Tier => {
    const tier = tiers.find((candidate) => candidate.resolutionSeconds === resolutionSeconds);
    if (!tier) throw new Error(`No data is kept at a resolution of ${resolutionSeconds} s`);
    return tier;
  };

  return {
    add: ({ seconds, resolutionSeconds }, measurement) => {
      addMeasurement(bucketAt(tierOf(resolutionSeconds), seconds), measurement);
    },
    restore: ({ resolutionSeconds, startSeconds, aggregate }) => {
      mergeAggregate(bucketAt(tierOf(resolutionSeconds), startSeconds), aggregate, { bounded: true });
    },
    periods: (range, { nowSeconds, withSamples }) => {
      ageTiers(tiers, nowSeconds);
      const since = visibleSince(range.periodSeconds, nowSeconds);
      return collectPeriods(tiers, range, { since, withSamples });
    },
    age: (nowSeconds) => {
      ageTiers(tiers, nowSeconds);
    },
    buckets: function* () {
      for (const { resolutionSeconds, buckets } of tiers) {
        for (const [startSeconds, aggregate] of buckets) yield { resolutionSeconds, startSeconds, aggregate };
      }
    },
  };
}

function collectPeriods(
  tiers: readonly Tier[],
  { startSeconds, endSeconds, periodSeconds }: QueriedRange,
  { since, withSamples }: { since: number; withSamples: boolean },
): Period[] {
  const periods = new Map<number, Aggregate>();
  const visible = { startSeconds: Math.max(startSeconds, since), endSeconds };
  for (const tier of tiers) {
    for (const [bucketStart, bucket] of bucketsBetween(tier, visible)) {
      const index = Math.floor((bucketStart - startSeconds) / periodSeconds);
      const start = startSeconds + index * periodSeconds;
      mergeAggregate(existing(periods, start), withSamples ? bucket : { ...bucket, samples: undefined }, {
        bounded: false,
      });
    }
  }
  return [...periods]
    .map(([start, aggregate]) => ({ startSeconds: start, aggregate }))
    .sort((left, right) => left.startSeconds - right.startSeconds);
}

function existing(periods: Map<number, Aggregate>, start: number): Aggregate {
  const aggregate = periods.get(start) ?? emptyAggregate();
  periods.set(start, aggregate);
  return aggregate;
}
