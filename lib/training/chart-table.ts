import type { SeriesChunk, SeriesValue } from '../contracts/series.ts';
import type { Segment } from './chart-segments.ts';
import type { SeriesTable } from './downsample.ts';

/** Gathers chunks, given in the order of their keys, into one table. */
export class ChartTable {
  readonly #pieces: SeriesTable[] = [];
  #cells = 0;

  /** How many values it holds: what it costs in memory. */
  get cells(): number {
    return this.#cells;
  }

  add({ steps, columns }: SeriesChunk, { from, to }: Segment): void {
    const rows = steps.flatMap((step, row) => (step >= from && step <= to ? [row] : []));
    const pick = (values: readonly SeriesValue[]) => picked(rows, (row) => toNumber(values[row]));
    this.#pieces.push({
      steps: picked(rows, (row) => steps[row] ?? Number.NaN),
      columns: new Map(Object.entries(columns).map(([name, values]) => [name, pick(values)])),
    });
    this.#cells += rows.length * Object.keys(columns).length;
  }

  /** Steps below `end`, ascending; of a step that came twice the one that was added first. */
  upTo(end: number): SeriesTable {
    const table = this.#joined();
    const { steps } = table;
    const isInOrder = steps.every((step, row) => step < end && (row === 0 || step > (steps[row - 1] ?? 0)));
    return isInOrder ? table : inOrder(table, end);
  }

  #joined(): SeriesTable {
    const names = new Set(this.#pieces.flatMap(({ columns }) => [...columns.keys()]));
    const rows = this.#pieces.reduce((sum, { steps }) => sum + steps.length, 0);
    const join = (part: (piece: SeriesTable) => Float64Array | undefined) => {
      const all = new Float64Array(rows).fill(Number.NaN);
      let next = 0;
      for (const piece of this.#pieces) {
        all.set(part(piece) ?? [], next);
        next += piece.steps.length;
      }
      return all;
    };
    return {
      steps: join(({ steps }) => steps),
      columns: new Map([...names].map((name) => [name, join(({ columns }) => columns.get(name))])),
    };
  }
}

/** Overlapping batches: sorting is stable, so the first of a step stays the first. */
function inOrder({ steps, columns }: SeriesTable, end: number): SeriesTable {
  const stepAt = (row: number): number => steps[row] ?? Number.NaN;
  const order = Array.from(steps, (_step, row) => row)
    .filter((row) => stepAt(row) < end)
    .sort((one, other) => stepAt(one) - stepAt(other));
  const rows = order.filter((row, index) => index === 0 || stepAt(row) !== stepAt(order[index - 1] ?? -1));
  const pick = (values: Float64Array) => picked(rows, (row) => values[row] ?? Number.NaN);
  return { steps: pick(steps), columns: new Map([...columns].map(([name, values]) => [name, pick(values)])) };
}

/** What Float64Array.from does, ten times as fast: it goes by iterators. */
function picked(rows: readonly number[], valueAt: (row: number) => number): Float64Array {
  const values = new Float64Array(rows.length);
  let next = 0;
  for (const row of rows) {
    values[next] = valueAt(row);
    next += 1;
  }
  return values;
}

const toNumber = (value: SeriesValue | undefined): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
