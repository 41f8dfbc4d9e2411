import type { Metric } from '../metrics/metric-point.ts';
import type { Statistic } from '../metrics/statistic.ts';
import type { StandardUnit } from '../metrics/unit.ts';
import type { StateValue } from './state-change.ts';

export type ComparisonOperator =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** An alarm with a static threshold on a statistic of one metric. */
export interface AlarmDefinition {
  readonly name: string;
  readonly description: string | undefined;
  readonly actionsEnabled: boolean;
  /** ARNs by the state that they are carried out for. */
  readonly actions: Readonly<Record<StateValue, readonly string[]>>;
  readonly metric: Metric;
  readonly unit: StandardUnit | undefined;
  readonly statistic: { readonly name: string; readonly statistic: Statistic };
  readonly periodSeconds: number;
  /** N of "M out of N". */
  readonly evaluationPeriods: number;
  /** M, where it is given: reasons are worded differently without. */
  readonly datapointsToAlarm: number | undefined;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly treatMissingData: TreatMissingData;
  /** False: too few samples for a percentile leave the state as it is. */
  readonly evaluatesLowSampleCount: boolean;
  /** How the metric is named in events. */
  readonly metricId: string;
  readonly metricLabel: string | undefined;
}

export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON text. */
  readonly reasonData?: string;
  readonly updatedMs: number;
  /** When `value` last changed. */
  readonly transitionedMs: number;
}

/** The input of PutMetricAlarm, or the properties of an AWS::CloudWatch::Alarm: they are the same. */
export type AlarmSource = Readonly<Record<string, unknown>>;

export interface Alarm {
  readonly definition: AlarmDefinition;
  readonly source: AlarmSource;
  /** Made by a template, which may also take it away. */
  readonly isProvisioned: boolean;
  readonly configuredMs: number;
  readonly state: AlarmState;
}
