import type { JsonService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import type { AlarmAction } from './alarms/alarm-action.ts';
import type { AlarmStateChangeEvent } from './alarms/state-change.ts';
import type { MalformedEmf } from './emf/malformed-emf.ts';
import type { MetricPoint } from './metrics/metric-point.ts';

export interface CloudWatchOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  /** Puts the event on the default event bus. Called again later when it throws or rejects. */
  readonly onStateChange?: (event: AlarmStateChangeEvent) => Promise<void> | void;
  /** Carries out an action of an alarm. A failure goes into the alarm's history. */
  readonly onAlarmAction?: (action: AlarmAction) => Promise<void> | void;
  /** Whether `onAlarmAction` can carry out this ARN; other ARNs are refused when an alarm is defined. Default: none. */
  readonly acceptsAction?: (actionArn: string) => boolean;
  /**
   * How long after the end of a period an alarm looks at it, below 10: what happened at its very end may be on its way
   * still. Default: 0, for clocks that are moved by hand.
   */
  readonly evaluationDelaySeconds?: number;
  readonly onMalformedEmf?: (malformed: MalformedEmf) => void;
  /** A folder of its own that keeps metrics, alarms and history over restarts. Default: in memory only. */
  readonly stateDir?: string;
}

export interface CloudWatch {
  /** PutMetricData, GetMetricData, PutMetricAlarm...: AWS JSON 1.0. */
  readonly service: JsonService;
  /** Takes any line of a log: embedded metrics are recorded, other lines cost a substring search. Never throws. */
  ingestLogLine(logGroup: string, line: string): void;
  /** Records points without the limits of PutMetricData: for metrics of other local services (AWS/Lambda...). */
  record(points: readonly MetricPoint[]): void;
  /**
   * Makes the template's alarms and dashboards so: creates, updates, and deletes those of an earlier call that are
   * gone. Give every AWS::CloudWatch::* resource in one call. Throws an Error that names all that is not supported.
   */
  provision(resources: readonly Resource[]): void;
  /** Stops evaluating alarms, delivers nothing more, and writes what is not yet written. */
  close(): Promise<void>;
}
