import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { ForeignMetric } from '../contracts/observability-config.ts';
import type { TimedCount, TimeSpan } from '../observability/report/figures.ts';
import { callStore } from './store-failure.ts';

/** One series that CloudWatch is asked for. */
export interface Question {
  readonly metric: ForeignMetric;
  readonly statistic: 'Sum' | 'SampleCount' | 'p95';
  readonly periodSeconds: number;
}

/** Points of a series by time, oldest first. */
export type Points = readonly TimedCount[];

const MINUTE_MS = 60_000;

/** The points of each question, in one call of GetMetricData; more when there are more than it tells at once. */
export async function askMetrics(
  client: CloudWatchClient,
  { from, to }: TimeSpan,
  questions: readonly Question[],
): Promise<(question: Question) => Points> {
  const answers = new Map<Question, TimedCount[]>();
  let NextToken: string | undefined;
  do {
    const command = new GetMetricDataCommand({
      StartTime: new Date(from),
      // The minute that has just begun is in it.
      EndTime: new Date((Math.floor(to / MINUTE_MS) + 1) * MINUTE_MS),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: questions.map(toQuery),
      NextToken,
    });
    const page = await callStore('metric store', () => client.send(command));
    for (const { Id, Values = [], Timestamps = [] } of page.MetricDataResults ?? []) {
      const question = questions[Number(Id?.slice(1))];
      if (!question) continue;
      const points = Values.map((count, index) => ({ count, at: Timestamps[index]?.getTime() ?? from }));
      answers.set(question, [...(answers.get(question) ?? []), ...points]);
    }
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return (question) => answers.get(question) ?? [];
}

function toQuery({ metric, statistic, periodSeconds }: Question, index: number): MetricDataQuery {
  const Dimensions = Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: metric.namespace, MetricName: metric.name, Dimensions };
  return { Id: `m${index}`, MetricStat: { Metric, Period: periodSeconds, Stat: statistic } };
}
