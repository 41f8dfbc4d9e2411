import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Histogram } from '../shared/histogram.ts';

type Item = Record<string, AttributeValue>;

/** Digits after the point that sums keep: DynamoDB adds exactly, but only up to 38 digits. */
const DECIMALS = 6;

/** What a histogram adds to an item, as attributes: `raw.b3`, `raw.sum`. Short: an item is billed by the kilobyte. */
export function additionsOf(
  prefix: string,
  { counts, sum }: Histogram,
): readonly (readonly [string, number])[] {
  const buckets = counts.map((count, index) => [`${prefix}.b${index}`, count] as const);
  const total = [`${prefix}.sum`, Number(sum.toFixed(DECIMALS))] as const;
  return [...buckets, total].filter(([, value]) => value !== 0);
}

export function histogramIn(item: Item, prefix: string, bounds: readonly number[]): Histogram {
  const numberAt = (name: string): number => Number(item[`${prefix}.${name}`]?.N ?? 0);
  return {
    bounds,
    counts: Array.from({ length: bounds.length + 1 }, (_, index) => numberAt(`b${index}`)),
    sum: numberAt('sum'),
  };
}
