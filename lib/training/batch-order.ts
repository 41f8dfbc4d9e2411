/** Which rows of a batch are taken, and in what order. */
export interface BatchOrder {
  /** Indices of rows, steps ascending, each step once. */
  readonly rows: Uint32Array;
  /** The other rows: steps that were taken before, or that stand in the batch already. */
  readonly duplicates: number;
}

/**
 * Rows in the order of their steps. Of several rows of one step the first that came counts; steps up to the last one
 * taken count no more, seen before or not: windows have moved on.
 */
export function orderOf(steps: Float64Array, lastStep: number): BatchOrder {
  const rows = isAscending(steps) ? identity(steps.length) : sorted(steps);
  let taken = 0;
  let last = lastStep;
  for (const row of rows) {
    const step = steps[row] ?? NaN;
    if (!(step > last)) continue;
    rows[taken] = row;
    taken += 1;
    last = step;
  }
  return { rows: rows.subarray(0, taken), duplicates: steps.length - taken };
}

function isAscending(steps: Float64Array): boolean {
  for (let row = 1; row < steps.length; row += 1) {
    if (!((steps[row] ?? NaN) > (steps[row - 1] ?? NaN))) return false;
  }
  return true;
}

function identity(length: number): Uint32Array {
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row += 1) rows[row] = row;
  return rows;
}

/** By step, and within a step as they came. */
function sorted(steps: Float64Array): Uint32Array {
  return identity(steps.length).sort((one, other) => (steps[one] ?? 0) - (steps[other] ?? 0) || one - other);
}
