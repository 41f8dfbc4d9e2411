export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What an alarm is in, and since when. As it stands in events: `timestamp` is `2019-10-02T17:04:40.989+0000`. */
export interface AlarmEventState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON text: queryDate, startDate, statistic, period, recentDatapoints, threshold, evaluatedDatapoints. */
  readonly reasonData?: string;
  readonly timestamp: string;
}

/** The metric an alarm watches, as it stands in events. */
export interface AlarmEventMetric {
  readonly id: string;
  readonly label?: string;
  readonly metricStat: {
    readonly metric: {
      readonly namespace: string;
      readonly name: string;
      readonly dimensions: Readonly<Record<string, string>>;
    };
    readonly period: number;
    readonly stat: string;
    readonly unit?: string;
  };
  readonly returnData: true;
}

export interface AlarmEventDetail {
  readonly alarmName: string;
  readonly state: AlarmEventState;
  readonly previousState: AlarmEventState;
  readonly configuration: { readonly description?: string; readonly metrics: readonly AlarmEventMetric[] };
}

/** An EventBridge event. Source: "Alarm events and EventBridge", CloudWatch User Guide. */
export interface AlarmStateChangeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'CloudWatch Alarm State Change';
  readonly source: 'aws.cloudwatch';
  readonly account: string;
  /** ISO 8601, whole seconds: `2019-10-02T17:04:40Z`. */
  readonly time: string;
  readonly region: string;
  /** The alarm's ARN. */
  readonly resources: readonly string[];
  readonly detail: AlarmEventDetail;
}
