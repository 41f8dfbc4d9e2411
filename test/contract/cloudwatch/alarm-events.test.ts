import { putAlarm } from './shop-alarm.ts';
import { FUNCTION_ARN, serveWatchedCloudWatch } from './watched-cloudwatch.ts';

const MINUTE = 60_000;

let served: Awaited<ReturnType<typeof serveWatchedCloudWatch>>;
beforeEach(async () => {
  served = await serveWatchedCloudWatch();
});
afterEach(() => served.close());

describe('a change of state', () => {
  it('is told in the shapes that EventBridge and Lambda actions document', async () => {
    await putAlarm(served.client, {
      AlarmDescription: 'Too many errors',
      Dimensions: [{ Name: 'Mode', Value: 'fast' }],
      DatapointsToAlarm: 1,
      AlarmActions: [FUNCTION_ARN],
    });
    await served.put(11, { Dimensions: [{ Name: 'Mode', Value: 'fast' }] });

    await served.clock.advance(MINUTE);

    const detail = {
      alarmName: 'shop-errors',
      state: {
        value: 'ALARM',
        reason:
          'Threshold Crossed: 1 out of the last 1 datapoints [11.0 (05/01/26 12:00:00)] was greater than the threshold (10.0) (minimum 1 datapoint for INSUFFICIENT_DATA -> ALARM transition).',
        reasonData:
          '{"version":"1.0","queryDate":"2026-01-05T12:01:00.000+0000","startDate":"2026-01-05T12:00:00.000+0000","statistic":"Sum","period":60,"recentDatapoints":[11],"threshold":10,"evaluatedDatapoints":[{"timestamp":"2026-01-05T12:00:00.000+0000","sampleCount":1,"value":11}]}',
        timestamp: '2026-01-05T12:01:00.000+0000',
      },
      previousState: {
        value: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        timestamp: '2026-01-05T12:00:00.000+0000',
      },
      configuration: {
        description: 'Too many errors',
        metrics: [
          {
            id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
            metricStat: {
              metric: { namespace: 'Shop', name: 'Errors', dimensions: { Mode: 'fast' } },
              period: 60,
              stat: 'Sum',
            },
            returnData: true,
          },
        ],
      },
    };
    const alarmArn = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-errors';
    expect(served.events).toEqual([
      {
        version: '0',
        id: expect.any(String) as string,
        'detail-type': 'CloudWatch Alarm State Change',
        source: 'aws.cloudwatch',
        account: '111122223333',
        time: '2026-01-05T12:01:00Z',
        region: 'eu-west-1',
        resources: [alarmArn],
        detail,
      },
    ]);
    expect(served.actions).toEqual([
      {
        actionArn: FUNCTION_ARN,
        event: {
          source: 'aws.cloudwatch',
          alarmArn,
          accountId: '111122223333',
          time: '2026-01-05T12:01:00.000+0000',
          region: 'eu-west-1',
          alarmData: detail,
        },
      },
    ]);
  });
});
