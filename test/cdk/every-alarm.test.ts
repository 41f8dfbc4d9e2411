import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import * as v from 'valibot';
import { at, serveCloudWatch } from '../contract/cloudwatch/served-cloudwatch.ts';
import { describeAlarm } from '../contract/cloudwatch/shop-alarm.ts';
import { theTemplate } from '../invariants/the-template.ts';

const definition = v.looseObject({
  AlarmName: v.string(),
  Namespace: v.string(),
  MetricName: v.string(),
  Dimensions: v.optional(v.array(v.object({ Name: v.string(), Value: v.string() })), []),
  ComparisonOperator: v.picklist([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  Threshold: v.number(),
  Period: v.number(),
  EvaluationPeriods: v.number(),
  DatapointsToAlarm: v.number(),
  /** By a condition where it depends on whether models have health URLs. */
  TreatMissingData: v.pipe(
    v.unknown(),
    v.transform((treatment) => (typeof treatment === 'string' ? treatment : 'breaching')),
  ),
});

type Definition = v.InferOutput<typeof definition>;

/** All of the template, by name: one that is added is driven, too. */
const ALARMS = theTemplate()
  .ofType('AWS::CloudWatch::Alarm')
  .map(({ properties }) => v.parse(definition, properties))
  .map((alarm): [string, Definition] => [alarm.AlarmName.replace('artisan-local-', ''), alarm]);

/** Of what it is compared with: far less than any figure that people go by. */
const A_LITTLE = 0.001;

/** One value on each side of the threshold, as close as can be. */
function aroundThreshold({ ComparisonOperator, Threshold }: Definition) {
  switch (ComparisonOperator) {
    case 'GreaterThanOrEqualToThreshold':
      return { well: Threshold - A_LITTLE, bad: Threshold };
    case 'GreaterThanThreshold':
      return { well: Threshold, bad: Threshold + A_LITTLE };
    case 'LessThanOrEqualToThreshold':
      return { well: Threshold + A_LITTLE, bad: Threshold };
  }
}

type Served = Awaited<ReturnType<typeof serveCloudWatch>>;

/** As an application reports it, or as the service of AWS does whose namespace is reserved. */
async function publish(
  { client, cloudWatch }: Served,
  alarm: Definition,
  point: { ms: number; value: number },
) {
  const { Namespace, MetricName, Dimensions } = alarm;
  const { ms, value: Value } = point;
  if (!Namespace.startsWith('AWS/')) {
    const MetricData = [{ MetricName, Dimensions, Timestamp: at(ms), Value }];
    await client.send(new PutMetricDataCommand({ Namespace, MetricData }));
    return;
  }
  const dimensions = Object.fromEntries(Dimensions.map((dimension) => [dimension.Name, dimension.Value]));
  cloudWatch.record([
    {
      ...{ metric: { namespace: Namespace, metricName: MetricName, dimensions }, unit: 'Count' },
      ...{ resolutionSeconds: 60, timestampMs: at(ms).getTime(), measurement: { value: Value, count: 1 } },
    },
  ]);
}

/** The state after each of these values, one a period, on a CloudWatch that has this alarm. */
async function statesAfter(alarm: Definition, values: readonly number[]): Promise<(string | undefined)[]> {
  const served = await serveCloudWatch();
  const { AlarmName: physicalId } = alarm;
  const periodMs = alarm.Period * 1_000;
  try {
    served.cloudWatch.provision([
      { logicalId: 'Alarm', type: 'AWS::CloudWatch::Alarm', physicalId, properties: alarm },
    ]);
    const states: (string | undefined)[] = [];
    for (const [period, value] of values.entries()) {
      await publish(served, alarm, { ms: period * periodMs, value });
      await served.clock.advance(periodMs);
      states.push((await describeAlarm(served.client, physicalId))?.StateValue);
    }
    return states;
  } finally {
    await served.close();
  }
}

/** Enough good periods before, that nothing is missing. */
const goodBefore = (alarm: Definition, well: number) =>
  Array.from({ length: alarm.EvaluationPeriods }, () => well);

describe.each(ALARMS)('the alarm %s of the template, by its own definition', (_name, alarm) => {
  const { well, bad } = aroundThreshold(alarm);
  const { EvaluationPeriods, DatapointsToAlarm } = alarm;
  const before = goodBefore(alarm, well);

  it('goes off with the last of as many bad periods as it takes, and not before', async () => {
    const states = await statesAfter(alarm, [...before, ...Array<number>(DatapointsToAlarm).fill(bad)]);

    expect(states.slice(EvaluationPeriods - 1)).toEqual([
      ...Array<string>(DatapointsToAlarm).fill('OK'),
      'ALARM',
    ]);
  });

  it('stays quiet just below its threshold, and with one bad period fewer', async () => {
    const tooFew = Array<number>(DatapointsToAlarm - 1).fill(bad);

    const states = await statesAfter(alarm, [...before, ...tooFew, ...before]);

    expect(states).not.toContain('ALARM');
    expect(states.at(-1)).toBe('OK');
  });
});
