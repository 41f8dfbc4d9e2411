import { METRICS, type MetricName } from '../../lib/contracts/metrics.ts';

export type Severity = 'critical' | 'warning';

export interface AlarmRow {
  /** Heading of its section in docs/operator-handbook.md. */
  readonly name: string;
  readonly severity: Severity;
  readonly description: string;
  readonly metric: MetricName;
  readonly statistic: 'Sum' | 'Average' | 'Maximum' | 'p95';
  /** Alarms at this value and above. */
  readonly threshold: number;
  /** In alarm when this many of `periods` breach. */
  readonly breaching: number;
  readonly periods: number;
  readonly treatMissingData: 'notBreaching' | 'breaching';
  /** Why missing data means what it means here. */
  readonly missingBecause: string;
}

/** Every alarm. Adding one takes a row here and a section in the handbook; a test holds the two together. */
export const ALARMS: readonly AlarmRow[] = [
  {
    name: 'SessionTableUnreachable',
    severity: 'critical',
    description: 'Sessions are answered by their hash because the session table is out of reach',
    metric: METRICS.hashAnswers,
    statistic: 'Sum',
    threshold: 1,
    breaching: 2,
    periods: 3,
    treatMissingData: 'notBreaching',
    missingBecause: 'the metric is only published when it happens',
  },
  {
    name: 'TrafficSettingsStale',
    severity: 'warning',
    description: 'Selections go by weights and downshifts that could not be read again in time',
    metric: METRICS.staleSettings,
    statistic: 'Sum',
    threshold: 1,
    breaching: 2,
    periods: 3,
    treatMissingData: 'notBreaching',
    missingBecause: 'the metric is only published when it happens',
  },
  {
    name: 'ServerErrors',
    severity: 'critical',
    description: 'Requests are answered with 500 or 503',
    metric: METRICS.serverErrors,
    statistic: 'Sum',
    threshold: 5,
    breaching: 2,
    periods: 3,
    treatMissingData: 'notBreaching',
    missingBecause: 'the metric is only published when it happens',
  },
];
