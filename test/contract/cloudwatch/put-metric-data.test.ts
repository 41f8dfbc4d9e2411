import {
  GetMetricStatisticsCommand,
  PutMetricDataCommand,
  type MetricDatum,
} from '@aws-sdk/client-cloudwatch';
import { at, refusalOf, serveCloudWatch } from './served-cloudwatch.ts';

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeEach(async () => {
  served = await serveCloudWatch();
});
afterEach(() => served.close());

const put = (...data: MetricDatum[]) =>
  served.client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: data }));

async function statistics(metricName = 'Latency') {
  const { Datapoints } = await served.client.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Shop',
      MetricName: metricName,
      StartTime: at(0),
      EndTime: at(3_600_000),
      Period: 3_600,
      Statistics: ['SampleCount', 'Sum', 'Minimum', 'Maximum'],
    }),
  );
  return Datapoints?.[0];
}

describe('PutMetricData', () => {
  it('takes a value, at the time of the call when it says none', async () => {
    await put({ MetricName: 'Latency', Value: 12.5, Unit: 'Milliseconds' });

    expect(await statistics()).toEqual({
      Timestamp: at(0),
      SampleCount: 1,
      Sum: 12.5,
      Minimum: 12.5,
      Maximum: 12.5,
      Unit: 'Milliseconds',
    });
  });

  it('takes values with counts, each once without', async () => {
    await put(
      { MetricName: 'Latency', Values: [1, 5], Counts: [10, 2] },
      { MetricName: 'Latency', Values: [7, 9] },
    );

    expect(await statistics()).toMatchObject({ SampleCount: 14, Sum: 36, Minimum: 1, Maximum: 9 });
  });

  it('takes a count of zero as nothing', async () => {
    await put({ MetricName: 'Latency', Values: [1, 1_000], Counts: [2, 0] });

    expect(await statistics()).toMatchObject({ SampleCount: 2, Maximum: 1 });
  });

  it('takes statistic sets', async () => {
    const StatisticValues = { SampleCount: 3, Sum: 11, Minimum: 2, Maximum: 5 };

    await put({ MetricName: 'Latency', StatisticValues }, { MetricName: 'Latency', StatisticValues });

    expect(await statistics()).toMatchObject({ SampleCount: 6, Sum: 22, Minimum: 2, Maximum: 5 });
  });

  it('takes a gzipped body, as the SDK sends a large one', async () => {
    const data = Array.from({ length: 1_000 }, (_, index) => ({
      MetricName: 'Latency',
      Value: index,
      Dimensions: [{ Name: 'Mode', Value: 'fast' }],
    }));

    await put(...data);

    const { Datapoints } = await served.client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Shop',
        MetricName: 'Latency',
        Dimensions: [{ Name: 'Mode', Value: 'fast' }],
        StartTime: at(0),
        EndTime: at(60_000),
        Period: 60,
        Statistics: ['Sum'],
      }),
    );
    expect(Datapoints?.[0]?.Sum).toBe(499_500);
  });

  it('takes what is two weeks old or two hours ahead, and no more', async () => {
    const day = 24 * 3_600_000;
    const early = await refusalOf(put({ MetricName: 'Latency', Value: 1, Timestamp: at(-14 * day - 1_000) }));
    const late = await refusalOf(
      put({ MetricName: 'Latency', Value: 1, Timestamp: at(2 * 3_600_000 + 1_000) }),
    );

    await put({ MetricName: 'Latency', Value: 1, Timestamp: at(-14 * day) });
    await put({ MetricName: 'Latency', Value: 1, Timestamp: at(2 * 3_600_000) });

    expect(early).toEqual({
      name: 'InvalidParameterValueException',
      message: 'The parameter MetricData.member.1.Timestamp must not be more than two weeks in the past.',
    });
    expect(late.message).toContain('must not be more than two hours in the future');
  });

  it.each([
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [2 ** 361, '4.6970851655476665e+108'],
  ])('refuses %s', async (Value, shown) => {
    const refusals = await Promise.all([
      refusalOf(put({ MetricName: 'Latency', Value })),
      refusalOf(put({ MetricName: 'Latency', Values: [1, Value] })),
      refusalOf(
        put({
          MetricName: 'Latency',
          StatisticValues: { SampleCount: 1, Sum: Value, Minimum: 1, Maximum: 1 },
        }),
      ),
    ]);

    expect(refusals.map(({ name }) => name)).toEqual(Array(3).fill('InvalidParameterValueException'));
    expect(refusals[0].message).toBe(
      `The parameter MetricData.member.1.Value is invalid. ${shown} is not a number from -2^360 to 2^360.`,
    );
  });

  it('records nothing of a call that it refuses', async () => {
    await refusalOf(put({ MetricName: 'Latency', Value: 1 }, { MetricName: 'Latency', Value: NaN }));

    expect(await statistics()).toBeUndefined();
  });

  it.each<[what: string, datum: MetricDatum, name: string, message: RegExp]>([
    ['no value', { MetricName: 'Latency' }, 'MissingRequiredParameterException', /member\.1\.Value/],
    [
      'two kinds of value',
      { MetricName: 'Latency', Value: 1, Values: [1] },
      'InvalidParameterCombinationException',
      /mutually exclusive/,
    ],
    [
      'more counts than values',
      { MetricName: 'Latency', Values: [1], Counts: [1, 2] },
      'InvalidParameterValueException',
      /same length/,
    ],
    [
      'a negative count',
      { MetricName: 'Latency', Values: [1], Counts: [-1] },
      'InvalidParameterValueException',
      /Counts\.member\.1/,
    ],
    [
      '151 values',
      { MetricName: 'Latency', Values: Array.from({ length: 151 }, (_, index) => index) },
      'InvalidParameterValueException',
      /At most 150/,
    ],
    [
      '31 dimensions',
      {
        MetricName: 'Latency',
        Value: 1,
        Dimensions: Array.from({ length: 31 }, (_, index) => ({ Name: `d${index}`, Value: 'x' })),
      },
      'InvalidParameterValueException',
      /Dimensions/,
    ],
    [
      'a dimension twice',
      {
        MetricName: 'Latency',
        Value: 1,
        Dimensions: [
          { Name: 'Mode', Value: 'a' },
          { Name: 'Mode', Value: 'b' },
        ],
      },
      'InvalidParameterValueException',
      /given twice/,
    ],
    [
      'an empty dimension',
      { MetricName: 'Latency', Value: 1, Dimensions: [{ Name: 'Mode', Value: '' }] },
      'InvalidParameterValueException',
      /Dimensions\.member\.1\.Value/,
    ],
    [
      'a set without its sum',
      { MetricName: 'Latency', StatisticValues: { SampleCount: 1, Sum: undefined, Minimum: 1, Maximum: 1 } },
      'MissingRequiredParameterException',
      /StatisticValues\.Sum is required/,
    ],
    [
      'a resolution of 10 s',
      { MetricName: 'Latency', Value: 1, StorageResolution: 10 },
      'InvalidParameterValueException',
      /StorageResolution/,
    ],
    [
      'a unit that is not in the list',
      { MetricName: 'Latency', Value: 1, Unit: 'Hours' as 'Seconds' },
      'InvalidParameterValueException',
      /Unit/,
    ],
    [
      'no name',
      { MetricName: undefined, Value: 1 },
      'MissingRequiredParameterException',
      /MetricName is required/,
    ],
  ])('refuses %s', async (_what, datum, name, message) => {
    expect(await refusalOf(put(datum))).toEqual({ name, message: expect.stringMatching(message) as string });
  });

  it('refuses more than 1,000 metrics, namespaces of AWS, and entities', async () => {
    const many = Array.from({ length: 1_001 }, () => ({ MetricName: 'Latency', Value: 1 }));

    const refusals = await Promise.all([
      refusalOf(put(...many)),
      refusalOf(served.client.send(new PutMetricDataCommand({ Namespace: 'AWS/Lambda', MetricData: [] }))),
      refusalOf(
        served.client.send(
          new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [], EntityMetricData: [] }),
        ),
      ),
    ]);

    expect(refusals.map(({ message }) => message)).toEqual([
      expect.stringContaining('At most 1000 metrics'),
      expect.stringContaining('Namespaces that begin with AWS/ are reserved'),
      'The parameter EntityMetricData is not supported by this local CloudWatch',
    ]);
  });
});
