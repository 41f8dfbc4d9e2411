import type { Environment } from '../../cloud-assembly/resource.ts';
import type { AlarmActionEvent } from './alarm-action.ts';
import type { AlarmDefinition, AlarmState } from './alarm.ts';
import { eventTime } from './event-time.ts';
import type {
  AlarmEventDetail,
  AlarmEventMetric,
  AlarmEventState,
  AlarmStateChangeEvent,
} from './state-change.ts';

export function alarmArn({ region, account }: Environment, name: string): string {
  return `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
}

export interface Transition {
  readonly definition: AlarmDefinition;
  readonly previous: AlarmState;
  readonly current: AlarmState;
}

export function stateChangeEvent(
  { definition, previous, current }: Transition,
  environment: Environment,
  id: string,
): AlarmStateChangeEvent {
  return {
    version: '0',
    id,
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: environment.account,
    time: `${new Date(current.updatedMs).toISOString().slice(0, 19)}Z`,
    region: environment.region,
    resources: [alarmArn(environment, definition.name)],
    detail: detailOf({ definition, previous, current }),
  };
}

export function actionEvent(transition: Transition, environment: Environment): AlarmActionEvent {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(environment, transition.definition.name),
    accountId: environment.account,
    time: eventTime(transition.current.updatedMs),
    region: environment.region,
    alarmData: detailOf(transition),
  };
}

function detailOf({ definition, previous, current }: Transition): AlarmEventDetail {
  return {
    alarmName: definition.name,
    state: eventState(current),
    previousState: eventState(previous),
    configuration: {
      ...(definition.description === undefined ? {} : { description: definition.description }),
      metrics: [eventMetric(definition)],
    },
  };
}

function eventState({ value, reason, reasonData, updatedMs }: AlarmState): AlarmEventState {
  return {
    value,
    reason,
    ...(reasonData === undefined ? {} : { reasonData }),
    timestamp: eventTime(updatedMs),
  };
}

function eventMetric(definition: AlarmDefinition): AlarmEventMetric {
  const { metric, metricId, metricLabel, periodSeconds, statistic, unit } = definition;
  const { namespace, metricName: name, dimensions } = metric;
  return {
    id: metricId,
    ...(metricLabel === undefined ? {} : { label: metricLabel }),
    metricStat: {
      metric: { namespace, name, dimensions },
      period: periodSeconds,
      stat: statistic.name,
      ...(unit ? { unit } : {}),
    },
    returnData: true,
  };
}
