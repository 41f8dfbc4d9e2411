import type { MetricName } from '../../lib/contracts/metrics.ts';

export type Severity = 'critical' | 'warning';

/** What is published with dimensions, by us, an application, or a service of AWS (`AWS/...`, at most once a minute). */
export interface NamedMetric {
  /** `{stage}` stands for the stage. */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: (stage: string) => Readonly<Record<string, string>>;
}

/** How Prometheus finds the same from what GET /metrics says. */
export interface PrometheusRule {
  readonly expr: string;
  /** Series without which nobody knows whether it holds: its light is grey then, not green. */
  readonly knownBy: string;
  /** How long it has to hold, such as `5m`. Absent: not at all. */
  readonly for?: string;
}

/**
 * One signal: its alarm in CloudWatch, its rule in Prometheus, its widget on both dashboards and its section of the
 * handbook all come from this row (docs/adr/0040).
 */
export interface AlarmRow {
  /** Heading of its section in docs/operator-handbook.md. */
  readonly name: string;
  readonly severity: Severity;
  readonly description: string;
  /** Ours, published without dimensions, or any other. */
  readonly metric: MetricName | NamedMetric;
  readonly statistic: 'Sum' | 'Average' | 'Maximum' | 'Minimum' | 'p95';
  /** Length of a period, in periods of the stage's alarms. Default 1. */
  readonly periodLength?: number;
  readonly threshold: number;
  /** To the threshold. Default `at_least`. */
  readonly comparison?: 'at_least' | 'above' | 'at_most';
  /** In alarm when this many of `periods` breach. */
  readonly breaching: number;
  readonly periods: number;
  /** `breachingIfProbed`: only in a deployment that has health URLs. */
  readonly treatMissingData: 'notBreaching' | 'breaching' | 'breachingIfProbed';
  /** Why missing data means what it means here. */
  readonly missingBecause: string;
  /** Default: while its CloudWatch alarm is in ALARM, which GET /metrics says of each. */
  readonly rule?: PrometheusRule;
}
