import type { Column, MetricsBatch } from '../../../lib/contracts/metrics-batch.ts';
import type { TrainingConfig } from '../../../lib/contracts/training-config.ts';
import { ingest, type IngestContext, type Ingested } from '../../../lib/training/ingest.ts';
import type { TrainingState } from '../../../lib/training/training-state.ts';

export const NOON = Date.UTC(2026, 0, 31, 12);

export interface TestRow {
  readonly step: number;
  readonly [metric: string]: number;
}

export function batchOfRows(rows: readonly TestRow[]): MetricsBatch {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== 'step');
  const column = (name: string): Column => ({
    values: Float64Array.from(rows, (row) => row[name] ?? NaN),
    present: Uint8Array.from(rows, (row) => (Object.hasOwn(row, name) ? 1 : 0)),
  });
  return {
    steps: Float64Array.from(rows, ({ step }) => step),
    columns: new Map(names.map((name) => [name, column(name)])),
  };
}

/** A value a step from `firstStep` on. */
export function batchOf(columns: Readonly<Record<string, ArrayLike<number>>>, firstStep = 0): MetricsBatch {
  const length = Math.max(...Object.values(columns).map((values) => values.length));
  return {
    steps: Float64Array.from({ length }, (_step, index) => firstStep + index),
    columns: new Map(
      Object.entries(columns).map(([name, values]) => [name, { values: Float64Array.from(values) }]),
    ),
  };
}

/** Reads a batch, at noon and without overrides unless told otherwise. */
export function take(
  state: TrainingState,
  batch: MetricsBatch,
  config: TrainingConfig,
  { now = NOON, overrides = {} }: Partial<IngestContext> = {},
): Ingested {
  return ingest(state, batch, { config, now, overrides });
}
