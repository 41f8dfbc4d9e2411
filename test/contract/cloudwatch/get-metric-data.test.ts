import type { GetMetricDataCommandInput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { at, serveCloudWatch } from './served-cloudwatch.ts';
import { aQuery, getLatency, putLatency } from './shop-latency.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeEach(async () => {
  served = await serveCloudWatch();
});
afterEach(() => served.close());

const get = (input?: Partial<GetMetricDataCommandInput>) => getLatency(served.client, input);
const put = (values: Record<number, number>, datum?: object) => putLatency(served.client, values, datum);

const pairs = ({ Timestamps = [], Values = [] }: MetricDataResult = {}) =>
  Timestamps.map((time, index) => [time.getTime() - at(0).getTime(), Values[index]]);

describe('GetMetricData', () => {
  it('gives a value a period that has data, stamped with its start', async () => {
    await put({ 0: 1, 30_000: 2, 125_000: 4 });

    const { MetricDataResults } = await get();

    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'Latency',
        StatusCode: 'Complete',
        Timestamps: [at(0), at(2 * MINUTE)],
        Values: [3, 4],
      },
    ]);
  });

  it('gives the newest first unless told otherwise', async () => {
    await put({ 0: 1, [MINUTE]: 2 });

    const { MetricDataResults } = await get({ ScanBy: undefined });

    expect(MetricDataResults?.[0]?.Values).toEqual([2, 1]);
  });

  it.each([
    ['SampleCount', 4],
    ['Sum', 16],
    ['Average', 4],
    ['Minimum', 1],
    ['Maximum', 9],
    ['p50', 2],
    ['p75', 4],
    ['p99.9', 9],
  ])('knows %s', async (Stat, value) => {
    await put({ 0: 1, 10_000: 9, 20_000: 2, 30_000: 4 });

    const { MetricDataResults } = await get({ MetricDataQueries: [aQuery({ Stat })] });

    expect(MetricDataResults?.[0]?.Values).toEqual([value]);
  });

  it('has no percentile of a statistic set, but its average', async () => {
    const StatisticValues = { SampleCount: 2, Sum: 6, Minimum: 1, Maximum: 5 };
    await put({ 0: 0 }, { StatisticValues, Value: undefined });

    const { MetricDataResults } = await get({
      MetricDataQueries: [aQuery({ Stat: 'p50' }), aQuery({ Stat: 'Average' }, { Id: 'm2' })],
    });

    expect(MetricDataResults?.map(({ Values }) => Values)).toEqual([[], [3]]);
  });

  it('finds a metric whatever the order of its dimensions, and only with all of them', async () => {
    const dimensions = [
      { Name: 'Mode', Value: 'fast' },
      { Name: 'Host', Value: 'a' },
    ];
    await put({ 0: 7 }, { Dimensions: dimensions });
    const metric = (Dimensions: typeof dimensions) => ({
      Metric: { Namespace: 'Shop', MetricName: 'Latency', Dimensions },
    });

    const { MetricDataResults } = await get({
      MetricDataQueries: [
        aQuery(metric([...dimensions].reverse()), { Id: 'reversed' }),
        aQuery(metric(dimensions.slice(1)), { Id: 'fewer' }),
        aQuery(metric([]), { Id: 'none' }),
      ],
    });

    expect(MetricDataResults?.map(({ Id, Values }) => [Id, Values])).toEqual([
      ['reversed', [7]],
      ['fewer', []],
      ['none', []],
    ]);
  });

  it('sees embedded metrics of log lines as soon as they are written', async () => {
    served.cloudWatch.ingestLogLine(
      '/aws/lambda/shop',
      JSON.stringify({
        _aws: {
          Timestamp: at(0).getTime(),
          CloudWatchMetrics: [{ Namespace: 'Shop', Dimensions: [[]], Metrics: [{ Name: 'Latency' }] }],
        },
        Latency: [3, 4],
      }),
    );

    const { MetricDataResults } = await get();

    expect(pairs(MetricDataResults?.[0])).toEqual([[0, 7]]);
  });

  it('gives data of different units as different series, and of one unit when asked', async () => {
    await put({ 0: 1 }, { Unit: 'Seconds' });
    await put({ 0: 5 }, { Unit: 'Milliseconds' });

    const both = await get();
    const one = await get({ MetricDataQueries: [aQuery({ Unit: 'Milliseconds' })] });
    const neither = await get({ MetricDataQueries: [aQuery({ Unit: 'Bytes' })] });

    const values = [both, one, neither].map(({ MetricDataResults }) =>
      MetricDataResults?.map(({ Values }) => Values),
    );
    expect(values).toEqual([[[1], [5]], [[5]], [[]]]);
  });

  it('leaves out queries whose data is not to be returned, and uses labels', async () => {
    await put({ 0: 1 });

    const { MetricDataResults } = await get({
      MetricDataQueries: [aQuery({}, { ReturnData: false }), aQuery({}, { Id: 'm2', Label: 'how slow' })],
    });

    expect(MetricDataResults?.map(({ Id, Label }) => [Id, Label])).toEqual([['m2', 'how slow']]);
  });
});

describe('the time range of GetMetricData', () => {
  it('begins at the whole minute before its start, and ends before its end', async () => {
    await put({ 0: 1, [MINUTE]: 2, [2 * MINUTE]: 4 });

    const { MetricDataResults } = await get({ StartTime: at(32_000), EndTime: at(2 * MINUTE) });

    expect(pairs(MetricDataResults?.[0])).toEqual([
      [0, 1],
      [MINUTE, 2],
    ]);
  });

  it('is divided from its start on: periods need not begin on the hour', async () => {
    await put({ [7 * MINUTE]: 1, [8 * MINUTE]: 2, [12 * MINUTE]: 4 });

    const { MetricDataResults } = await get({
      MetricDataQueries: [aQuery({ Period: 300 })],
      StartTime: at(3 * MINUTE),
    });

    expect(pairs(MetricDataResults?.[0])).toEqual([
      [3 * MINUTE, 1],
      [8 * MINUTE, 6],
    ]);
  });

  it('is rounded down to the 10 s of the period: at 01:05:23 the last 10 s are 01:05:10 to 01:05:20', async () => {
    await put({ 5_000: 1, 12_000: 2, 19_999: 4, 21_000: 8 }, { StorageResolution: 1 });

    const { MetricDataResults } = await get({
      MetricDataQueries: [aQuery({ Period: 10 })],
      StartTime: at(13_000),
      EndTime: at(23_000),
    });

    expect(pairs(MetricDataResults?.[0])).toEqual([[10_000, 6]]);
  });

  it.each([
    [10 * 24 * HOUR, 7 * MINUTE],
    [20 * 24 * HOUR, 5 * MINUTE],
    [70 * 24 * HOUR, 0],
  ])('begins, %d ms later, at the %d ms before a start at 7:30 minutes', async (later, start) => {
    await put({ 0: 1, [7 * MINUTE]: 2, [8 * MINUTE]: 2 });
    await served.clock.advance(later);

    const { MetricDataResults } = await get({
      MetricDataQueries: [aQuery({ Period: 3_600 })],
      StartTime: at(7.5 * MINUTE),
    });

    expect(pairs(MetricDataResults?.[0])[0]?.[0]).toBe(start);
  });
});
