import type { Aggregate } from './aggregate.ts';
import { percentileOf } from './samples.ts';

export const SIMPLE_STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

export type SimpleStatistic = (typeof SIMPLE_STATISTICS)[number];

/** A statistic, or a percentile from 0 to 100. */
export type Statistic = SimpleStatistic | { readonly percent: number };

/** Undefined for what is no statistic or is not supported (tm, wm, tc, ts, IQM, PR). `p99.9` has up to 10 decimals. */
export function parseStatistic(text: string): Statistic | undefined {
  const simple = SIMPLE_STATISTICS.find((name) => name === text);
  if (simple) return simple;
  const percent = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(text)?.[1];
  return percent !== undefined && Number(percent) <= 100 ? { percent: Number(percent) } : undefined;
}

/** Undefined when there is none: no samples, or no percentiles to be had of them. */
export function statisticOf(aggregate: Aggregate, statistic: Statistic): number | undefined {
  if (aggregate.sampleCount === 0) return undefined;
  if (typeof statistic === 'object') return percentile(aggregate, statistic.percent);
  switch (statistic) {
    case 'SampleCount':
      return aggregate.sampleCount;
    case 'Average':
      return aggregate.sum / aggregate.sampleCount;
    case 'Sum':
      return aggregate.sum;
    case 'Minimum':
      return aggregate.minimum;
    case 'Maximum':
      return aggregate.maximum;
  }
}

/** A bin's middle may lie outside of what was measured. */
function percentile({ samples, minimum, maximum }: Aggregate, percent: number): number | undefined {
  const value = samples && percentileOf(samples, percent);
  return value === undefined ? undefined : Math.min(Math.max(value, minimum), maximum);
}
