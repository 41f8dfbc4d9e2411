import type { Column, MetricsBatch } from '../contracts/metrics-batch.ts';
import type { SeriesChunk, SeriesValue } from '../contracts/series.ts';
import { orderOf } from './batch-order.ts';

/** A batch as it is kept for charts: every step of it once, those that change no window any more, too. */
export function chunkOf(attempt: number, { steps, columns }: MetricsBatch): SeriesChunk {
  const { rows } = orderOf(steps, -1);
  return {
    attempt,
    steps: Array.from(rows, (row) => steps[row] ?? NaN),
    columns: Object.fromEntries(
      [...columns].map(([metric, column]) => [
        metric,
        Array.from(rows, (row): SeriesValue => valueOf(column, row)),
      ]),
    ),
  };
}

function valueOf({ values, present }: Column, row: number): SeriesValue {
  if (present?.[row] === 0) return null;
  const value = values[row] ?? NaN;
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}
