import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ALARMS } from './alarms.ts';

export interface AlarmSettings {
  readonly metricsNamespace: string;
  readonly periodMs: number;
}

const TREATMENTS = {
  notBreaching: TreatMissingData.NOT_BREACHING,
  breaching: TreatMissingData.BREACHING,
} as const;

/** No actions: CloudWatch sends each change of state to EventBridge by itself, and rules take it from there. */
export function addAlarms(scope: Construct, { metricsNamespace, periodMs }: AlarmSettings): void {
  const alarms = new Construct(scope, 'Alarms');
  for (const row of ALARMS) {
    new Alarm(alarms, row.name, {
      alarmName: `${metricsNamespace.replace('/', '-').toLowerCase()}-${row.name}`,
      alarmDescription: `[${row.severity}] ${row.description}. docs/operator-handbook.md#${row.name.toLowerCase()}`,
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: row.metric,
        statistic: row.statistic,
        period: Duration.millis(periodMs),
      }),
      threshold: row.threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: row.periods,
      datapointsToAlarm: row.breaching,
      treatMissingData: TREATMENTS[row.treatMissingData],
    });
  }
}
