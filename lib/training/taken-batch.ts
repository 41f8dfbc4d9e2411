import type { Column, MetricsBatch } from '../contracts/metrics-batch.ts';
import type { BatchOrder } from './batch-order.ts';

/**
 * Values beyond this count as infinite: the sum of squares over a window of them would be, and no reward or loss that
 * means anything comes near.
 */
const LARGEST = 1e150;

/** Findings are kept with the run: their words have to be few. */
const NAMED = 4;

/** Whether a value may enter a window, a mean or a ranking. */
export function isCountable(value: number): boolean {
  return Math.abs(value) <= LARGEST;
}

/** The rows of a batch that are taken, in the order of their steps. */
export class TakenBatch {
  readonly steps: Float64Array;
  readonly rows: Uint32Array;
  readonly #columns: ReadonlyMap<string, Column>;

  constructor({ steps, columns }: MetricsBatch, { rows }: BatchOrder) {
    this.steps = steps;
    this.rows = rows;
    this.#columns = columns;
  }

  /** Names of the batch's metrics. */
  get metrics(): IterableIterator<string> {
    return this.#columns.keys();
  }

  /** The newest step that is taken; NaN when none is. */
  get lastStep(): number {
    return this.stepOf(this.rows.at(-1) ?? -1);
  }

  /** The step of a row. */
  stepOf(row: number): number {
    return this.steps[row] ?? NaN;
  }

  /** Calls back with each value of a metric that counts. */
  forEach(metric: string, visit: (value: number, row: number) => void): void {
    const column = this.#columns.get(metric);
    if (column === undefined) return;
    const { values, present } = column;
    for (const row of this.rows) {
      const value = values[row] ?? NaN;
      // -0 becomes 0: no window and no answer should tell them apart.
      if (present?.[row] !== 0 && isCountable(value)) visit(value + 0, row);
    }
  }

  /** The last value of a metric that counts. */
  last(metric: string): number | undefined {
    let last: number | undefined;
    this.forEach(metric, (value) => {
      last = value;
    });
    return last;
  }

  /** What the newest step has of a metric, if that counts. */
  valueOfLastStep(metric: string): number | undefined {
    const newest = this.rows.at(-1);
    let value: number | undefined;
    this.forEach(metric, (one, row) => {
      if (row === newest) value = one;
    });
    return value;
  }

  /** 1 for each row that has a value, of any metric, which may not enter a window. Undefined when none has. */
  divergent(): Uint8Array | undefined {
    let marks: Uint8Array | undefined;
    for (const { values, present } of this.#columns.values()) {
      for (const row of this.rows) {
        if (isCountable(values[row] ?? NaN) || present?.[row] === 0) continue;
        marks ??= new Uint8Array(this.steps.length);
        marks[row] = 1;
      }
    }
    return marks;
  }

  /** What is divergent in a row, in words; of many metrics the first by name. */
  divergenceOf(row: number): string {
    const divergent = [...this.#columns]
      .filter(([, { values, present }]) => present?.[row] !== 0 && !isCountable(values[row] ?? NaN))
      .map(([metric, { values }]) => `${metric} is ${values[row] ?? NaN}`)
      .sort();
    const others = divergent.length - NAMED;
    return `${divergent.slice(0, NAMED).join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
  }
}
