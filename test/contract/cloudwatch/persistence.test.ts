import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { jest } from '@jest/globals';
import type { AlarmStateChangeEvent } from '../../../local/cloudwatch/alarms/state-change.ts';
import type { CloudWatchOptions } from '../../../local/cloudwatch/options.ts';
import { at, serveCloudWatch, START } from './served-cloudwatch.ts';
import { describeAlarm, putAlarm } from './shop-alarm.ts';

let stateDir: string;
beforeEach(() => {
  stateDir = join(mkdtempSync(join(tmpdir(), 'cloudwatch-')), 'state');
});
afterEach(() => {
  rmSync(join(stateDir, '..'), { recursive: true });
});

async function during<Result>(
  run: (served: Awaited<ReturnType<typeof serveCloudWatch>>) => Promise<Result>,
  options: Partial<CloudWatchOptions> = {},
): Promise<Result> {
  const served = await serveCloudWatch({ stateDir, ...options });
  try {
    return await run(served);
  } finally {
    await served.close();
  }
}

const latency = (Stat: string, Period = 60) => ({
  MetricDataQueries: [
    { Id: 'm1', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Latency' }, Period, Stat } },
  ],
  StartTime: at(-3_600_000),
  EndTime: at(3_600_000),
});

const valuesOf = async (client: CloudWatchClient, stat: string, period?: number) => {
  const { MetricDataResults } = await client.send(new GetMetricDataCommand(latency(stat, period)));
  return MetricDataResults?.[0]?.Values;
};

describe('with a folder for its state, CloudWatch', () => {
  it('has the same metrics after a restart, and after another', async () => {
    await during(async ({ client, cloudWatch }) => {
      await client.send(
        new PutMetricDataCommand({
          Namespace: 'Shop',
          MetricData: [
            { MetricName: 'Latency', Values: [1, 9], Counts: [9, 1], StorageResolution: 1 },
            { MetricName: 'Sets', StatisticValues: { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 } },
          ],
        }),
      );
      const Dimensions = [[]];
      const directive = { Namespace: 'Shop', Dimensions, Metrics: [{ Name: 'Latency' }] };
      cloudWatch.ingestLogLine(
        'shop',
        JSON.stringify({ _aws: { Timestamp: START, CloudWatchMetrics: [directive] }, Latency: 100 }),
      );
    });
    await during(async () => Promise.resolve());

    const found = await during(async ({ client }) => {
      const { Metrics = [] } = await client.send(new ListMetricsCommand({}));
      const statistics = await Promise.all(
        ['Sum', 'SampleCount', 'p50', 'p99'].map((stat) => valuesOf(client, stat)),
      );
      return [Metrics.map(({ MetricName }) => MetricName), statistics, await valuesOf(client, 'Sum', 10)];
    });

    expect(found).toEqual([['Latency', 'Sets'], [[118], [11], [1], [100]], [118]]);
  });

  it('has the same dimensions after a restart, whatever their names', async () => {
    const dimensions = Object.fromEntries(
      ['constructor', '__proto__', 'toString', 'Mode'].map((name) => [name, 'x']),
    );
    const list = (client: CloudWatchClient) => client.send(new ListMetricsCommand({}));
    const before = await during(({ client, cloudWatch }) => {
      cloudWatch.record([
        {
          metric: { namespace: 'Shop', metricName: 'Latency', dimensions },
          unit: 'None',
          resolutionSeconds: 60,
          timestampMs: START,
          measurement: { value: 1, count: 1 },
        },
      ]);
      return list(client);
    });

    const after = await during(({ client }) => list(client));

    expect(before.Metrics?.[0]?.Dimensions).toHaveLength(4);
    expect(after.Metrics).toEqual(before.Metrics);
  });

  it('ignores log lines that come after its end', async () => {
    const line = JSON.stringify({
      _aws: {
        Timestamp: START,
        CloudWatchMetrics: [{ Namespace: 'N', Dimensions: [[]], Metrics: [{ Name: 'M' }] }],
      },
      M: 1,
    });
    const cloudWatch = await during((served) => Promise.resolve(served.cloudWatch));

    cloudWatch.ingestLogLine('shop', line);
    await new Promise((resolve) => setImmediate(resolve));

    expect(
      await during(async ({ client }) => (await client.send(new ListMetricsCommand({}))).Metrics),
    ).toEqual([]);
  });

  it('has the same alarms, states and history after a restart, and goes on evaluating', async () => {
    await during(async ({ client, clock }) => {
      await putAlarm(client, { TreatMissingData: 'breaching', AlarmDescription: 'kept' });
      await putAlarm(client, { AlarmName: 'set' });
      await clock.advance(60_000);
      await client.send(
        new SetAlarmStateCommand({
          AlarmName: 'set',
          StateValue: 'OK',
          StateReason: 'by hand',
          StateReasonData: '1',
        }),
      );
    });

    const events: AlarmStateChangeEvent[] = [];
    const onStateChange = (event: AlarmStateChangeEvent) => void events.push(event);
    const after = await during(
      async ({ client, clock }) => {
        const alarms = [await describeAlarm(client), await describeAlarm(client, 'set')];
        const { AlarmHistoryItems } = await client.send(new DescribeAlarmHistoryCommand({}));
        await clock.advance(120_000);
        return { alarms, history: AlarmHistoryItems?.length };
      },
      { onStateChange },
    );

    expect(after).toMatchObject({
      alarms: [
        { StateValue: 'ALARM', AlarmDescription: 'kept', StateTransitionedTimestamp: at(60_000) },
        { StateValue: 'OK', StateReason: 'by hand', StateReasonData: '1' },
      ],
      history: 4,
    });
    expect(events.map(({ detail }) => `${detail.alarmName} ${detail.state.value}`)).toEqual([
      'set INSUFFICIENT_DATA',
    ]);
  });

  it('tells after a restart what it could not tell before, with the same id, and then no more', async () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const before: AlarmStateChangeEvent[] = [];
    const after: AlarmStateChangeEvent[] = [];
    await during(
      async ({ client }) => {
        await putAlarm(client);
        await client.send(
          new SetAlarmStateCommand({ AlarmName: 'shop-errors', StateValue: 'ALARM', StateReason: 'x' }),
        );
      },
      {
        onStateChange: (event) => {
          before.push(event);
          throw new Error('the bus is not there yet');
        },
      },
    );
    const onStateChange = (event: AlarmStateChangeEvent) => void after.push(event);
    const start = () => during(({ clock }) => clock.advance(1), { onStateChange });
    await start();
    await start();

    expect(before).toHaveLength(1);
    expect(after).toEqual(before);
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining('could not tell that shop-errors is ALARM'));
    stderr.mockRestore();
  });

  it('deletes the alarms of an earlier run that the template has no more', async () => {
    const alarm = (physicalId: string) => ({
      logicalId: physicalId,
      type: 'AWS::CloudWatch::Alarm',
      physicalId,
      properties: {
        ...{ Namespace: 'Shop', MetricName: 'Errors', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 },
        ...{ Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
      },
    });
    await during(async ({ client, cloudWatch }) => {
      cloudWatch.provision([alarm('stays'), alarm('goes')]);
      await putAlarm(client, { AlarmName: 'put' });
    });

    const names = await during(async ({ client, cloudWatch }) => {
      cloudWatch.provision([alarm('stays')]);
      return Promise.all(
        ['stays', 'goes', 'put'].map(async (name) => (await describeAlarm(client, name))?.AlarmName),
      );
    });

    expect(names).toEqual(['stays', undefined, 'put']);
  });

  it('loses nothing that was acknowledged when it is killed', async () => {
    const child = spawn(
      process.execPath,
      [new URL('killed-cloudwatch.ts', import.meta.url).pathname, stateDir],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const exit = once(child, 'exit');
    const lines: AsyncIterable<string> = createInterface(child.stdout);
    let url = '';
    for await (url of lines) break;
    const client = new CloudWatchClient({
      region: 'eu-west-1',
      endpoint: url,
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
      maxAttempts: 1,
    });
    let acknowledged = 0;
    const putUntilKilled = async () => {
      for (let name = 0; ; name += 1) {
        await client.send(
          new PutMetricDataCommand({
            Namespace: 'Shop',
            MetricData: [{ MetricName: 'Latency', Value: 1, Timestamp: at(0) }],
          }),
        );
        await putAlarm(client, { AlarmName: `alarm-${name}` });
        acknowledged += 1;
        if (acknowledged === 50) child.kill('SIGKILL');
      }
    };
    await Promise.allSettled([putUntilKilled(), putUntilKilled(), exit]);

    const [sum, last] = await during(async (served) => [
      (await valuesOf(served.client, 'Sum'))?.[0],
      (await describeAlarm(served.client, `alarm-${Math.floor(acknowledged / 2) - 1}`))?.AlarmName,
    ]);

    expect(acknowledged).toBeGreaterThanOrEqual(50);
    expect(sum).toBeGreaterThanOrEqual(acknowledged);
    expect(last).toBeDefined();
    client.destroy();
  });
});
