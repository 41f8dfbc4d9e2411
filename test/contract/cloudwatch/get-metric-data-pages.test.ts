import { paginateGetMetricData, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { at, refusalOf, serveCloudWatch } from './served-cloudwatch.ts';
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

describe('the pages of GetMetricData', () => {
  it.each(['TimestampAscending', 'TimestampDescending'] as const)(
    'hold every point of every query once, %s',
    async (ScanBy) => {
      const offsets = Array.from({ length: 25 }, (_, index) => index * MINUTE);
      await put(Object.fromEntries(offsets.map((offset, index) => [offset, index])));
      const input = {
        MetricDataQueries: [aQuery(), aQuery({ Stat: 'SampleCount' }, { Id: 'm2' })],
        StartTime: at(0),
        EndTime: at(HOUR),
        ScanBy,
        MaxDatapoints: 7,
      };

      const found: Record<string, number[]> = { m1: [], m2: [] };
      const sizes: number[] = [];
      for await (const { MetricDataResults = [] } of paginateGetMetricData(
        { client: served.client },
        input,
      )) {
        for (const { Id = '', Values = [] } of MetricDataResults) found[Id]?.push(...Values);
        sizes.push(MetricDataResults.reduce((total, { Values = [] }) => total + Values.length, 0));
      }

      const ascending = offsets.map((_, index) => index);
      expect(found).toEqual({
        m1: ScanBy === 'TimestampAscending' ? ascending : ascending.reverse(),
        m2: offsets.map(() => 1),
      });
      expect(sizes).toEqual([7, 7, 7, 7, 7, 7, 7, 1]);
    },
  );

  it('say which queries are not at their end', async () => {
    await put({ 0: 1, [MINUTE]: 2 });

    const { MetricDataResults, NextToken } = await get({
      MetricDataQueries: [aQuery(), aQuery({}, { Id: 'm2' })],
      MaxDatapoints: 2,
    });

    expect(MetricDataResults?.map(({ StatusCode }) => StatusCode)).toEqual(['Complete', 'PartialData']);
    expect(NextToken).toEqual(expect.any(String));
  });

  it('are not reached by a made-up token', async () => {
    expect((await refusalOf(get({ NextToken: 'nonsense' }))).name).toBe('InvalidNextToken');
  });
});

describe('what GetMetricData refuses', () => {
  it.each<[what: string, input: Partial<GetMetricDataCommandInput>, message: RegExp]>([
    [
      'metric math',
      { MetricDataQueries: [{ Id: 'e1', Expression: 'm1 / 2' }] },
      /member\.1\.Expression.*not supported/,
    ],
    ['trimmed statistics', { MetricDataQueries: [aQuery({ Stat: 'tm90' })] }, /tm90 is not .*not supported/],
    [
      'a period of 7 s',
      { MetricDataQueries: [aQuery({ Period: 7 })] },
      /MetricStat\.Period is invalid. 7 is not/,
    ],
    ['a period of 90 s', { MetricDataQueries: [aQuery({ Period: 90 })] }, /90 is not/],
    ['an id of two queries', { MetricDataQueries: [aQuery(), aQuery()] }, /An Id is given twice/],
    ['an upper-case id', { MetricDataQueries: [aQuery({}, { Id: 'M1' })] }, /lowercase letter/],
    [
      'another account',
      { MetricDataQueries: [aQuery({}, { AccountId: '1' })] },
      /AccountId is not supported/,
    ],
    [
      'an empty range',
      { StartTime: at(0), EndTime: at(0) },
      /StartTime must be less than the parameter EndTime/,
    ],
    ['no queries', { MetricDataQueries: [] }, /MetricDataQueries is invalid/],
    ['100,801 points', { MaxDatapoints: 100_801 }, /MaxDatapoints is invalid/],
    ['labels with expressions', { MetricDataQueries: [aQuery({}, { Label: '${MAX}' })] }, /Dynamic labels/],
    ['no start', { StartTime: undefined }, /StartTime is required/],
    [
      'a query of nothing',
      { MetricDataQueries: [{ Id: 'm1' }] },
      /MetricDataQueries\.member\.1\.MetricStat is required/,
    ],
  ])('%s', async (_what, input, message) => {
    expect(await refusalOf(get(input))).toEqual({
      name: 'ValidationException',
      message: expect.stringMatching(message) as string,
    });
  });
});
