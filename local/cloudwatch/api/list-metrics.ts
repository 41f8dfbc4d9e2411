import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Metric } from '../metrics/metric-point.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { Operation } from './operation.ts';
import { pageToken, readPageToken } from './page-token.ts';
import { identity, text } from './parameters.ts';
import { parseInput } from './parse-input.ts';

const PAGE_SIZE = 500;
const LISTED_MS = 14 * 24 * 3_600_000;
const RECENTLY_MS = 3 * 3_600_000;

const schema = v.strictObject({
  Namespace: v.optional(identity.namespace),
  MetricName: v.optional(identity.metricName),
  Dimensions: v.optional(
    v.pipe(v.array(v.strictObject({ Name: text(255), Value: v.optional(text(1_024)) })), v.maxLength(10)),
    [],
  ),
  RecentlyActive: v.optional(v.picklist(['PT3H'])),
  NextToken: v.optional(v.string()),
});

type Input = v.InferOutput<typeof schema>;

/** Metrics that got data in the last two weeks; new ones are listed at once. */
export function listMetrics(store: MetricStore, now: () => number): Operation {
  return (raw) => {
    const input = parseInput(schema, raw, 'InvalidParameterValueException');
    const since = now() - (input.RecentlyActive ? RECENTLY_MS : LISTED_MS);
    const after = input.NextToken === undefined ? '' : keyOf(input.NextToken);
    const remaining = [...store.metrics()]
      .filter(
        ({ key, metric, lastRecordedMs }) => key > after && lastRecordedMs >= since && matches(metric, input),
      )
      .sort((left, right) => (left.key < right.key ? -1 : 1));
    const page = remaining.slice(0, PAGE_SIZE);
    const last = page.at(-1);
    return {
      Metrics: page.map(({ metric }) => described(metric)),
      ...(last && remaining.length > PAGE_SIZE ? { NextToken: pageToken(last.key) } : {}),
    };
  };
}

function keyOf(token: string): string {
  const key = readPageToken(v.string(), token);
  if (key !== undefined) return key;
  throw new AwsError('InvalidParameterValueException', 'The parameter NextToken is invalid.');
}

function matches({ namespace, metricName, dimensions }: Metric, filter: Input): boolean {
  return (
    (filter.Namespace === undefined || filter.Namespace === namespace) &&
    (filter.MetricName === undefined || filter.MetricName === metricName) &&
    filter.Dimensions.every(
      ({ Name, Value }) =>
        Object.hasOwn(dimensions, Name) && (Value === undefined || dimensions[Name] === Value),
    )
  );
}

function described({ namespace, metricName, dimensions }: Metric) {
  return {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}
