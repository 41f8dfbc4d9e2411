/**
 * The values behind a statistic, for percentiles: value and count in turns, in no order.
 * Exact up to MOST_DIFFERENT_VALUES different values. Beyond that values are kept in logarithmic bins 1 % wide, so a
 * percentile is off by at most 0.5 %; a range so wide that this does not fit either doubles the width of its bins.
 */
export interface Samples {
  pairs: number[];
  /** 0: exact; n: bins of 1 % * 2 ** (n - 1). */
  coarseness: number;
}

const MOST_DIFFERENT_VALUES = 1_024;
/** Pairs are merged only when there are twice as many as fit, so that adding a value stays cheap. */
const MERGE_AT_LENGTH = 4 * MOST_DIFFERENT_VALUES;
const FINEST_BIN = Math.log(1.01);

/** `value` must not be negative. */
export function addSample(samples: Samples, value: number, count: number): void {
  const { pairs } = samples;
  const kept = toBin(value, samples.coarseness);
  const last = pairs.length - 1;
  if (pairs[last - 1] === kept) pairs[last] = (pairs[last] ?? 0) + count;
  else pairs.push(kept, count);
  if (pairs.length >= MERGE_AT_LENGTH) shrink(samples);
}

/** Adds all of `source`, and shrinks `target` only when asked to: a query may hold more than a bucket may. */
export function mergeSamples(target: Samples, source: Samples, { bounded }: { bounded: boolean }): void {
  target.coarseness = Math.max(target.coarseness, source.coarseness);
  for (const number of source.pairs) target.pairs.push(number);
  if (bounded && target.pairs.length >= MERGE_AT_LENGTH) shrink(target);
}

/** The smallest value that at least `percent` % of the samples do not exceed (nearest rank). */
export function percentileOf({ pairs }: Samples, percent: number): number | undefined {
  const { values, countOf } = sorted(pairs);
  let total = 0;
  for (let index = 1; index < pairs.length; index += 2) total += pairs[index] ?? 0;
  // 99.9 / 100 * 1000 is a hair more than 999: a rank is reached when it is missed by rounding only.
  const rank = (percent / 100) * total * (1 - 1e-12);
  let seen = 0;
  let previous = NaN;
  for (const value of values) {
    seen += value === previous ? 1 : countOf(value);
    if (seen >= rank) return value;
    previous = value;
  }
  return undefined;
}

function shrink(samples: Samples): void {
  samples.pairs = mergeEqual(samples.pairs);
  while (samples.pairs.length > 2 * MOST_DIFFERENT_VALUES) {
    samples.coarseness += 1;
    const binned = samples.pairs.map((number, index) =>
      index % 2 === 0 ? toBin(number, samples.coarseness) : number,
    );
    samples.pairs = mergeEqual(binned);
  }
}

/** The middle of a bin, in logarithms: it falls into the same bin again, and into the right one of a coarser kind. */
function toBin(value: number, coarseness: number): number {
  if (coarseness === 0 || value === 0) return value;
  const width = FINEST_BIN * 2 ** (coarseness - 1);
  return Math.exp((Math.floor(Math.log(value) / width) + 0.5) * width);
}

/** Ascending, each value once. */
function mergeEqual(pairs: readonly number[]): number[] {
  const { values, countOf } = sorted(pairs);
  const merged: number[] = [];
  for (const value of values) {
    const last = merged.length - 1;
    if (merged[last - 1] === value) merged[last] = (merged[last] ?? 0) + 1;
    else merged.push(value, countOf(value));
  }
  return merged;
}

/**
 * The values alone, ascending, since only numbers alone are sorted fast. A value that is there several times counts one
 * each time, and the first time also what its counts are above that.
 */
function sorted(pairs: readonly number[]): { values: Float64Array; countOf: (value: number) => number } {
  const values = new Float64Array(pairs.length / 2);
  const above = new Map<number, number>();
  for (let index = 0; index < pairs.length; index += 2) {
    const value = pairs[index] ?? 0;
    const count = pairs[index + 1] ?? 0;
    values[index / 2] = value;
    if (count !== 1) above.set(value, (above.get(value) ?? 0) + count - 1);
  }
  return { values: values.sort(), countOf: (value) => 1 + (above.get(value) ?? 0) };
}
