import { DeleteAlarmsCommand, type ComparisonOperator, type StandardUnit } from '@aws-sdk/client-cloudwatch';
import { at, START } from './served-cloudwatch.ts';
import { putAlarm } from './shop-alarm.ts';
import { FUNCTION_ARN, serveWatchedCloudWatch } from './watched-cloudwatch.ts';

const MINUTE = 60_000;

let served: Awaited<ReturnType<typeof serveWatchedCloudWatch>>;
beforeEach(async () => {
  served = await serveWatchedCloudWatch();
});
afterEach(() => served.close());

describe('an alarm', () => {
  it('goes to ALARM at the end of the minute that breaches, tells of it once, and acts once', async () => {
    await putAlarm(served.client, {
      AlarmActions: [FUNCTION_ARN],
      OKActions: ['arn:other'],
      TreatMissingData: 'ignore',
    });
    await served.put(11);

    await served.clock.advance(MINUTE - 1);
    const before = await served.state();
    await served.clock.advance(1);
    const after = await served.state();
    await served.clock.advance(30 * MINUTE);

    expect([before, after]).toEqual(['INSUFFICIENT_DATA', 'ALARM']);
    expect(served.told()).toEqual(['shop-errors: INSUFFICIENT_DATA -> ALARM']);
    expect(served.actions.map(({ actionArn }) => actionArn)).toEqual([FUNCTION_ARN]);
  });

  it('follows its metric through every state while the clock is moved in one go', async () => {
    await putAlarm(served.client);
    await served.put(11, { Timestamp: at(0) });
    await served.put(10, { Timestamp: at(5 * MINUTE) });

    await served.clock.advance(20 * MINUTE);

    expect(served.told()).toEqual([
      'shop-errors: INSUFFICIENT_DATA -> ALARM',
      'shop-errors: ALARM -> INSUFFICIENT_DATA',
      'shop-errors: INSUFFICIENT_DATA -> OK',
      'shop-errors: OK -> INSUFFICIENT_DATA',
    ]);
    // The range is one period and two more, in case some are missing.
    expect(served.events.map(({ time }) => time)).toEqual([
      '2026-01-05T12:01:00Z',
      '2026-01-05T12:04:00Z',
      '2026-01-05T12:06:00Z',
      '2026-01-05T12:09:00Z',
    ]);
  });

  it.each<[operator: ComparisonOperator, below: string, equal: string, above: string]>([
    ['GreaterThanThreshold', 'OK', 'OK', 'ALARM'],
    ['GreaterThanOrEqualToThreshold', 'OK', 'ALARM', 'ALARM'],
    ['LessThanThreshold', 'ALARM', 'OK', 'OK'],
    ['LessThanOrEqualToThreshold', 'ALARM', 'ALARM', 'OK'],
  ])('compares with %s: %s below, %s at, %s above the threshold', async (ComparisonOperator, ...states) => {
    for (const Value of [9, 10, 11]) {
      const MetricName = `Errors${Value}`;
      await putAlarm(served.client, { AlarmName: MetricName, MetricName, ComparisonOperator });
      await served.put(Value, { MetricName });
    }

    await served.clock.advance(MINUTE);

    expect(await Promise.all(['Errors9', 'Errors10', 'Errors11'].map(served.state))).toEqual(states);
  });

  it('needs M of N: two breaching minutes of three', async () => {
    await putAlarm(served.client, { EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    const states = [];
    for (const value of [11, 0, 11, 0, 0]) {
      await served.put(value);
      await served.clock.advance(MINUTE);
      states.push(await served.state());
    }

    expect(states).toEqual(['INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK', 'OK']);
  });

  it('looks at the last five minutes each minute when that is its period', async () => {
    await putAlarm(served.client, { Period: 300, TreatMissingData: 'notBreaching' });
    await served.clock.advance(3 * MINUTE);
    await served.put(6);
    await served.clock.advance(MINUTE);
    await served.put(6);

    await served.clock.advance(MINUTE);

    expect(await served.state()).toBe('ALARM');
    expect(served.events.at(-1)?.time).toBe('2026-01-05T12:05:00Z');
  });

  it('of ten seconds is evaluated every ten seconds, on data of high resolution', async () => {
    await putAlarm(served.client, { Period: 10, TreatMissingData: 'notBreaching' });
    await served.clock.advance(13_000);
    await served.put(11, { StorageResolution: 1 });

    await served.clock.advance(7_000);
    const inAlarm = await served.state();
    await served.clock.advance(30_000);

    expect([inAlarm, await served.state()]).toEqual(['ALARM', 'OK']);
    expect(served.events.map(({ time }) => time.slice(11))).toEqual(['12:00:10Z', '12:00:20Z', '12:00:50Z']);
  });

  it('watches a percentile', async () => {
    await putAlarm(served.client, { Statistic: undefined, ExtendedStatistic: 'p90' });
    await served.put(0, { Value: undefined, Values: [1, 100], Counts: [90, 10] });
    await served.clock.advance(MINUTE);
    const atNinety = await served.state();
    await served.put(0, { Value: undefined, Values: [1, 100], Counts: [89, 11] });

    await served.clock.advance(MINUTE);

    expect([atNinety, await served.state()]).toEqual(['OK', 'ALARM']);
  });

  it('leaves its state as it is while a percentile has too few samples, if told so', async () => {
    await putAlarm(served.client, {
      Statistic: undefined,
      ExtendedStatistic: 'p90',
      EvaluateLowSampleCountPercentile: 'ignore',
    });
    await served.put(0, { Value: undefined, Values: [100], Counts: [99] });
    await served.clock.advance(MINUTE);
    const few = await served.state();
    await served.put(0, { Value: undefined, Values: [100], Counts: [100] });

    await served.clock.advance(MINUTE);

    expect([few, await served.state()]).toEqual(['INSUFFICIENT_DATA', 'ALARM']);
  });

  it('without a unit watches all, with one that one', async () => {
    await putAlarm(served.client, { AlarmName: 'any' });
    await putAlarm(served.client, { AlarmName: 'bytes', Unit: 'Bytes' });
    for (const Unit of ['Bytes', 'Count'] satisfies StandardUnit[]) await served.put(6, { Unit });

    await served.clock.advance(MINUTE);

    expect([await served.state('any'), await served.state('bytes')]).toEqual(['ALARM', 'OK']);
  });

  it('sees data from before it was made', async () => {
    await served.put(11);
    await served.clock.advance(MINUTE + 20_000);
    await putAlarm(served.client);

    await served.clock.advance(40_000);

    expect(await served.state()).toBe('ALARM');
  });

  it('is evaluated no more once it is deleted', async () => {
    await putAlarm(served.client);
    await served.put(11);

    await served.client.send(new DeleteAlarmsCommand({ AlarmNames: ['shop-errors'] }));
    await served.clock.advance(10 * MINUTE);

    expect(served.events).toEqual([]);
  });

  it('on DynamoDB ignores missing data, whatever it is told', async () => {
    const Namespace = 'AWS/DynamoDB';
    await putAlarm(served.client, { Namespace, TreatMissingData: 'breaching' });

    await served.clock.advance(10 * MINUTE);

    expect(await served.state()).toBe('INSUFFICIENT_DATA');
  });

  it('watches what other local services record, also in namespaces of AWS', async () => {
    await putAlarm(served.client, { Namespace: 'AWS/Lambda' });
    served.cloudWatch.record([
      {
        metric: { namespace: 'AWS/Lambda', metricName: 'Errors', dimensions: {} },
        unit: 'Count',
        resolutionSeconds: 60,
        timestampMs: START,
        measurement: { value: 11, count: 1 },
      },
    ]);

    await served.clock.advance(MINUTE);

    expect(await served.state()).toBe('ALARM');
  });
});
