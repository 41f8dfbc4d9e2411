import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { queriedRange } from '../metrics/retention.ts';
import { statisticOf } from '../metrics/statistic.ts';
import { pageOfSeries, type Series } from './metric-data-page.ts';
import { expressionAt, metricQuery, type MetricQuery } from './metric-query.ts';
import type { Operation } from './operation.ts';
import { parameters } from './parameters.ts';
import { parseInput } from './parse-input.ts';

const MOST_QUERIES = 500;
const MOST_DATAPOINTS = 100_800;

const schema = v.strictObject({
  MetricDataQueries: v.pipe(
    v.array(metricQuery),
    v.minLength(1),
    v.maxLength(MOST_QUERIES, `At most ${MOST_QUERIES} queries in a call.`),
    v.check(
      (queries) => new Set(queries.map(({ Id }) => Id)).size === queries.length,
      'An Id is given twice.',
    ),
  ),
  StartTime: parameters.timestampMs,
  EndTime: parameters.timestampMs,
  ScanBy: v.optional(v.picklist(['TimestampDescending', 'TimestampAscending']), 'TimestampDescending'),
  MaxDatapoints: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_DATAPOINTS)),
    MOST_DATAPOINTS,
  ),
  NextToken: v.optional(v.string()),
});

type Input = v.InferOutput<typeof schema>;

/** Metrics only: a query with an Expression (metric math, Metrics Insights, SEARCH) is refused. */
export function getMetricData(store: MetricStore, now: () => number): Operation {
  return (raw) => {
    refuseExpressions(raw);
    const input = parseInput(schema, raw, 'ValidationException');
    if (input.StartTime >= input.EndTime) {
      throw new AwsError(
        'ValidationException',
        'The parameter StartTime must be less than the parameter EndTime.',
      );
    }
    const series = input.MetricDataQueries.filter(({ ReturnData }) => ReturnData).flatMap((entry) =>
      seriesOf(entry, { input, store, nowMs: now() }),
    );
    const ascending = input.ScanBy === 'TimestampAscending';
    return pageOfSeries(series, { limit: input.MaxDatapoints, token: input.NextToken, ascending });
  };
}

/** Data of different units are different series, as "Units" of the User Guide has it. */
function seriesOf(
  { Id, Label, MetricStat }: MetricQuery,
  { input, store, nowMs }: { input: Input; store: MetricStore; nowMs: number },
): Series[] {
  const { Metric, Period, Stat, Unit } = MetricStat;
  const asked = {
    startSeconds: input.StartTime / 1_000,
    endSeconds: input.EndTime / 1_000,
    periodSeconds: Period,
  };
  const found = store.query({
    ...queriedRange(asked, nowMs / 1_000),
    metric: { namespace: Metric.Namespace, metricName: Metric.MetricName, dimensions: Metric.Dimensions },
    unit: Unit,
    withSamples: typeof Stat.statistic === 'object',
  });
  const label = Label ?? Metric.MetricName;
  if (found.length === 0) return [{ id: Id, label, unit: Unit ?? 'None', points: [] }];
  return found.map(({ unit, periods }): Series => {
    const points = periods.flatMap(({ startSeconds, aggregate }) => {
      const value = statisticOf(aggregate, Stat.statistic);
      return value === undefined ? [] : [{ seconds: startSeconds, value }];
    });
    return { id: Id, label, unit, points: inOrder(points, input.ScanBy) };
  });
}

function inOrder<Point>(ascending: Point[], scanBy: Input['ScanBy']): Point[] {
  return scanBy === 'TimestampAscending' ? ascending : ascending.reverse();
}

function refuseExpressions({ MetricDataQueries }: Readonly<Record<string, unknown>>): void {
  const expression = expressionAt(MetricDataQueries);
  if (expression === -1) return;
  throw new AwsError(
    'ValidationException',
    `MetricDataQueries.member.${expression + 1}.Expression: metric math and Metrics Insights are not supported by this local CloudWatch`,
  );
}
