import type { Clock } from '../../clock/clock.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import type { Alarms } from '../alarms/alarms.ts';
import type { AlarmHistory } from '../alarms/history.ts';
import type { Dashboards } from '../dashboards.ts';
import type { MetricPoint } from '../metrics/metric-point.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { deleteAlarms, putMetricAlarm, setAlarmState, switchAlarmActions } from './alarm-operations.ts';
import { getDashboard, listDashboards } from './dashboard-operations.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import type { Operations } from './operation.ts';
import { putMetricData } from './put-metric-data.ts';

export interface OperationsOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly store: MetricStore;
  readonly alarms: Alarms;
  readonly history: AlarmHistory;
  readonly dashboards: () => Dashboards;
  readonly acceptsAction: (actionArn: string) => boolean;
  /** Returns when the points are safe. */
  readonly record: (points: readonly MetricPoint[]) => void;
}

/** Every operation that is supported, by its name. */
export function createOperations(options: OperationsOptions): Operations {
  const { clock, environment, store, alarms, history, dashboards, acceptsAction, record } = options;
  const now = () => clock.now();
  return {
    PutMetricData: putMetricData(now, record),
    GetMetricData: getMetricData(store, now),
    GetMetricStatistics: getMetricStatistics(store, now),
    ListMetrics: listMetrics(store, now),
    PutMetricAlarm: putMetricAlarm(alarms, acceptsAction),
    DescribeAlarms: describeAlarms(alarms, environment),
    DescribeAlarmHistory: describeAlarmHistory(history),
    SetAlarmState: setAlarmState({ alarms, clock, environment, history }),
    DeleteAlarms: deleteAlarms(alarms),
    EnableAlarmActions: switchAlarmActions(alarms, true),
    DisableAlarmActions: switchAlarmActions(alarms, false),
    GetDashboard: getDashboard(dashboards, environment),
    ListDashboards: listDashboards(dashboards, environment),
  };
}
