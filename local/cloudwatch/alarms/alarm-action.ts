import type { AlarmEventDetail } from './state-change.ts';

/** What a Lambda function gets from an alarm. Source: "Invoke a Lambda function from an alarm", CloudWatch User Guide. */
export interface AlarmActionEvent {
  readonly source: 'aws.cloudwatch';
  readonly alarmArn: string;
  readonly accountId: string;
  /** `2023-08-04T12:36:15.490+0000` */
  readonly time: string;
  readonly region: string;
  readonly alarmData: AlarmEventDetail;
}

/** One ARN of OKActions, AlarmActions or InsufficientDataActions, to be carried out now. */
export interface AlarmAction {
  readonly actionArn: string;
  readonly event: AlarmActionEvent;
}
