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
  const sorted = mergeEqual(pairs);
  let total = 0;
  for (let index = 1; index < sorted.length; index += 2) total += sorted[index] ?? 0;
  // 99.9 / 100 * 1000 is a hair more than 999: a rank is reached when it is missed by rounding only.
  const rank = (percent / 100) * total * (1 - 1e-12);
  let seen = 0;
  for (let index = 0; index < sorted.length; index += 2) {
    seen += sorted[index + 1] ?? 0;
    if (seen >= rank) return sorted[index];
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
  const order = Array.from({ length: pairs.length / 2 }, (_, index) => 2 * index);
  order.sort((left, right) => (pairs[left] ?? 0) - (pairs[right] ?? 0));
  const merged: number[] = [];
  for (const index of order) {
    const [value = 0, count = 0] = [pairs[index], pairs[index + 1]];
    const last = merged.length - 1;
    if (merged[last - 1] === value) merged[last] = (merged[last] ?? 0) + count;
    else merged.push(value, count);
  }
  return merged;
}
