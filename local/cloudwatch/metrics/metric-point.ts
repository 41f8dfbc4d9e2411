import type { StandardUnit } from './unit.ts';

/** A metric's identity. The order of dimensions does not matter; their names are unique. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** How often a value occurred. Pre-aggregated numbers instead of the values themselves rule out percentiles. */
export type Measurement =
  | { readonly value: number; readonly count: number }
  | {
      readonly sampleCount: number;
      readonly sum: number;
      readonly minimum: number;
      readonly maximum: number;
    };

export interface MetricPoint {
  readonly metric: Metric;
  readonly unit: StandardUnit;
  /** 1 keeps seconds apart (high resolution), 60 minutes. */
  readonly resolutionSeconds: 1 | 60;
  readonly timestampMs: number;
  readonly measurement: Measurement;
}
