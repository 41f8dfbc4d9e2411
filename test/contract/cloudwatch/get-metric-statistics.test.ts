import {
  GetMetricStatisticsCommand,
  PutMetricDataCommand,
  type GetMetricStatisticsCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { at, refusalOf, serveCloudWatch } from './served-cloudwatch.ts';

const HOUR = 3_600_000;

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeAll(async () => {
  served = await serveCloudWatch();
  const values = { 0: 2, 30_000: 4, 60_000: 5 };
  await served.client.send(
    new PutMetricDataCommand({
      Namespace: 'Site',
      MetricData: Object.entries(values).map(([offset, Value]) => ({
        MetricName: 'PageViewCount',
        Value,
        Timestamp: at(Number(offset)),
      })),
    }),
  );
});
afterAll(() => served.close());

const get = (input: Partial<GetMetricStatisticsCommandInput> = {}) =>
  served.client.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Site',
      MetricName: 'PageViewCount',
      StartTime: at(0),
      EndTime: at(HOUR),
      Period: 300,
      Statistics: ['Sum'],
      ...input,
    }),
  );

describe('GetMetricStatistics', () => {
  it('gives every statistic asked for, as in the User Guide', async () => {
    const { Label, Datapoints } = await get({
      Statistics: ['Sum', 'Maximum', 'Minimum', 'Average', 'SampleCount'],
    });

    expect(Label).toBe('PageViewCount');
    expect(Datapoints).toEqual([
      { SampleCount: 3, Timestamp: at(0), Average: 11 / 3, Maximum: 5, Minimum: 2, Sum: 11, Unit: 'None' },
    ]);
  });

  it('gives percentiles by their names', async () => {
    const { Datapoints } = await get({ Statistics: undefined, ExtendedStatistics: ['p50', 'p99.9'] });

    expect(Datapoints?.[0]?.ExtendedStatistics).toEqual({ p50: 4, 'p99.9': 5 });
  });

  it('gives nothing of a metric that does not exist', async () => {
    expect((await get({ MetricName: 'Nothing' })).Datapoints).toEqual([]);
  });

  it.each<[what: string, input: Partial<GetMetricStatisticsCommandInput>, name: string, message: RegExp]>([
    [
      'more than 1,440 data points',
      { StartTime: at(-24 * HOUR), EndTime: at(60_000), Period: 60 },
      'InvalidParameterCombinationException',
      /up to 1441 datapoints, which exceeds the limit of 1440/,
    ],
    [
      'both kinds of statistics',
      { ExtendedStatistics: ['p50'] },
      'InvalidParameterCombinationException',
      /mutually exclusive/,
    ],
    ['no statistic', { Statistics: undefined }, 'InvalidParameterCombinationException', /At least one/],
    [
      'an end before the start',
      { StartTime: at(HOUR), EndTime: at(0) },
      'InvalidParameterValueException',
      /StartTime must be less/,
    ],
    ['a period of 61 s', { Period: 61 }, 'InvalidParameterValueException', /61 is not/],
    [
      'trimmed means',
      { Statistics: undefined, ExtendedStatistics: ['tm90'] },
      'InvalidParameterValueException',
      /tm90/,
    ],
    ['no period', { Period: undefined }, 'MissingRequiredParameterException', /Period is required/],
  ])('refuses %s', async (_what, input, name, message) => {
    expect(await refusalOf(get(input))).toEqual({ name, message: expect.stringMatching(message) as string });
  });
});
