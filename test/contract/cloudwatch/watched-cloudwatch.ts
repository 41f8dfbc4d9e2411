import type { AlarmAction } from '../../../local/cloudwatch/alarms/alarm-action.ts';
import type { AlarmStateChangeEvent } from '../../../local/cloudwatch/alarms/state-change.ts';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { serveCloudWatch } from './served-cloudwatch.ts';
import { describeAlarm } from './shop-alarm.ts';

export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:on-alarm';

/** CloudWatch, served, and what its alarms tell and ask for. */
export async function serveWatchedCloudWatch() {
  const events: AlarmStateChangeEvent[] = [];
  const actions: AlarmAction[] = [];
  const served = await serveCloudWatch({
    acceptsAction: () => true,
    onStateChange: (event) => {
      events.push(event);
    },
    onAlarmAction: (action) => {
      actions.push(action);
    },
  });
  const { client } = served;
  return {
    ...served,
    events,
    actions,
    put: (Value: number, datum: object = {}) =>
      client.send(
        new PutMetricDataCommand({
          Namespace: 'Shop',
          MetricData: [{ MetricName: 'Errors', Value, ...datum }],
        }),
      ),
    state: async (name?: string) => (await describeAlarm(client, name))?.StateValue,
    /** What alarms went through, as their events tell it. */
    told: () =>
      events.map(
        ({ detail }) => `${detail.alarmName}: ${detail.previousState.value} -> ${detail.state.value}`,
      ),
  };
}
