/** Values by step. NaN where a step has no finite value. */
export interface SeriesTable {
  /** Ascending, each once. */
  readonly steps: Float64Array;
  /** By metric name, each as long as `steps`. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** The first and the last row are kept whatever they hold: a chart has to show where the series ends. */
const ENDS = 2;

/** Below this a table of the widest batch (32 metrics) has no room for one bucket. The contract asks for no fewer. */
export const FEWEST_POINTS = 100;

/**
 * Which rows a chart of at most `maxPoints` points shows, ascending. The rows are cut into buckets of equally many, and
 * of each bucket the rows are kept that hold the least and the greatest value of each column, so no spike is lost and
 * every point shown is a step as it was reported. A bucket without any finite value keeps its first row, so that a gap
 * stays one. Linear in the cells of the table.
 * @param maxPoints at least FEWEST_POINTS
 */
export function downsample({ steps, columns }: SeriesTable, maxPoints: number): readonly number[] {
  const rows = steps.length;
  if (rows <= maxPoints) return Array.from(steps, (_step, row) => row);
  const buckets = Math.max(1, Math.floor((maxPoints - ENDS) / (2 * Math.max(1, columns.size))));
  const kept = new Set([0, rows - 1]);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = Math.floor((bucket * rows) / buckets);
    const to = Math.floor(((bucket + 1) * rows) / buckets);
    const extremes = [...columns.values()].flatMap((values) => extremesOf(values, from, to));
    for (const row of extremes.length === 0 ? [from] : extremes) kept.add(row);
  }
  return [...kept].sort((one, other) => one - other);
}

/** Rows of the least and the greatest finite value in [from, to), the first of each. Empty when there is none. */
function extremesOf(values: Float64Array, from: number, to: number): readonly number[] {
  let [least, greatest] = [Infinity, -Infinity];
  let [leastRow, greatestRow] = [-1, -1];
  for (let row = from; row < to; row += 1) {
    const value = values[row] ?? Number.NaN;
    // NaN is neither.
    if (value < least) [least, leastRow] = [value, row];
    if (value > greatest) [greatest, greatestRow] = [value, row];
  }
  return leastRow === -1 ? [] : [leastRow, greatestRow];
}
