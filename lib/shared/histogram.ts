/** Counted values. */
export interface Histogram {
  /** Upper bounds, each included, ascending. */
  readonly bounds: readonly number[];
  /** How many values each bucket holds alone: one a bound, and one for what is larger. */
  readonly counts: readonly number[];
  readonly sum: number;
}

export function emptyHistogram(bounds: readonly number[]): Histogram {
  return { bounds, counts: Array<number>(bounds.length + 1).fill(0), sum: 0 };
}

export function histogramOf(values: Iterable<number>, bounds: readonly number[]): Histogram {
  const counts = Array<number>(bounds.length + 1).fill(0);
  let sum = 0;
  for (const value of values) {
    const index = bounds.findIndex((bound) => value <= bound);
    const bucket = index === -1 ? bounds.length : index;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
    sum += value;
  }
  return { bounds, counts, sum };
}
