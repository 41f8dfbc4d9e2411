/** Rows of one POST .../metrics. */
export const MAX_STEPS = 5_000;

/** Different metrics of one batch, `reward` and `loss` among them. */
export const MAX_METRICS = 32;

/** What every step has. */
export const REQUIRED_METRICS = ['reward', 'loss'] as const;

/** One metric, a value a row. NaN and the infinities are values that came so. */
export interface Column {
  readonly values: Float64Array;
  /** 1 where the row has a value. Absent when all have. */
  readonly present?: Uint8Array;
}

/** A batch by columns, rows as they came: in any order, steps perhaps more than once. */
export interface MetricsBatch {
  readonly steps: Float64Array;
  readonly columns: ReadonlyMap<string, Column>;
}
