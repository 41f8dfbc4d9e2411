import { Duration, Fn, type CfnCondition } from 'aws-cdk-lib';
import { Alarm, CfnAlarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmPrefix } from '../../lib/contracts/names.ts';
import type { AlarmRow } from './alarm-row.ts';

export interface AlarmSettings {
  readonly stageName: string;
  readonly metricsNamespace: string;
  readonly periodMs: number;
  readonly signals: readonly AlarmRow[];
  /** Whether this deployment has health URLs. */
  readonly isProbed: CfnCondition;
}

const TREATMENTS = {
  notBreaching: TreatMissingData.NOT_BREACHING,
  breaching: TreatMissingData.BREACHING,
  breachingIfProbed: TreatMissingData.BREACHING,
} as const;

const COMPARISONS = {
  at_least: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  at_most: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
} as const;

/** No actions: CloudWatch sends each change of state to EventBridge by itself, and rules take it from there. */
export function addAlarms(scope: Construct, settings: AlarmSettings): readonly Alarm[] {
  const alarms = new Construct(scope, 'Alarms');
  return settings.signals.map((row) => addAlarm(alarms, row, settings));
}

function addAlarm(scope: Construct, row: AlarmRow, settings: AlarmSettings): Alarm {
  const alarm = new Alarm(scope, row.name, {
    alarmName: `${alarmPrefix(settings.stageName)}${row.name}`,
    alarmDescription: `[${row.severity}] ${row.description}. docs/operator-handbook.md#${row.name.toLowerCase()}`,
    metric: metricOf(row, settings),
    threshold: row.threshold,
    comparisonOperator: COMPARISONS[row.comparison ?? 'at_least'],
    evaluationPeriods: row.periods,
    datapointsToAlarm: row.breaching,
    treatMissingData: TREATMENTS[row.treatMissingData],
  });
  const resource = alarm.node.defaultChild;
  if (row.treatMissingData === 'breachingIfProbed' && resource instanceof CfnAlarm) {
    const { breaching, notBreaching } = TREATMENTS;
    const treatment = Fn.conditionIf(settings.isProbed.logicalId, breaching, notBreaching);
    resource.addPropertyOverride('TreatMissingData', treatment);
  }
  return alarm;
}

/** CloudWatch, PutMetricAlarm, "Period": below a minute only for metrics of high resolution, which those of AWS are not. */
const FINEST_AWS_PERIOD_MS = 60_000;

/** What the alarm looks at. */
export function metricOf(
  { metric, statistic, periodLength = 1 }: AlarmRow,
  {
    stageName,
    metricsNamespace,
    periodMs,
  }: Pick<AlarmSettings, 'stageName' | 'metricsNamespace' | 'periodMs'>,
): Metric {
  if (typeof metric === 'string') {
    const period = periodOf(periodMs * periodLength);
    return new Metric({ namespace: metricsNamespace, metricName: metric, statistic, period });
  }
  const finest = metric.namespace.startsWith('AWS/') ? FINEST_AWS_PERIOD_MS : 0;
  return new Metric({
    namespace: metric.namespace.replace('{stage}', stageName),
    metricName: metric.name,
    dimensionsMap: metric.dimensions(stageName),
    statistic,
    period: periodOf(Math.max(periodMs, finest) * periodLength),
  });
}

const MINUTE_MS = 60_000;

/** CloudWatch, PutMetricAlarm, "Period": above 30 s whole minutes only, so five periods of 10 s become one of a minute. */
function periodOf(milliseconds: number): Duration {
  const isShort = milliseconds <= MINUTE_MS / 2;
  return Duration.millis(isShort ? milliseconds : Math.ceil(milliseconds / MINUTE_MS) * MINUTE_MS);
}
