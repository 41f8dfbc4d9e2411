import {
  GetMetricDataCommand,
  PutMetricDataCommand,
  type CloudWatchClient,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
  type MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { at } from './served-cloudwatch.ts';

export const aQuery = (
  stat: Partial<MetricStat> = {},
  query: Partial<MetricDataQuery> = {},
): MetricDataQuery => ({
  Id: 'm1',
  MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Latency' }, Period: 60, Stat: 'Sum', ...stat },
  ...query,
});

/** Oldest first, an hour before START to an hour after. */
export const getLatency = (client: CloudWatchClient, input: Partial<GetMetricDataCommandInput> = {}) =>
  client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [aQuery()],
      StartTime: at(-3_600_000),
      EndTime: at(3_600_000),
      ScanBy: 'TimestampAscending',
      ...input,
    }),
  );

/** Values by offset from START, in milliseconds. */
export const putLatency = (client: CloudWatchClient, values: Record<number, number>, datum: object = {}) =>
  client.send(
    new PutMetricDataCommand({
      Namespace: 'Shop',
      MetricData: Object.entries(values).map(([offset, Value]) => ({
        MetricName: 'Latency',
        Value,
        Timestamp: at(Number(offset)),
        ...datum,
      })),
    }),
  );
