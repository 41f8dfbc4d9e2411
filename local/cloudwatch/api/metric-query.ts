import * as v from 'valibot';
import { identity, parameters } from './parameters.ts';

/** A MetricDataQuery that retrieves a metric; queries with an Expression are not supported. */
export const metricQuery = v.strictObject({
  Id: v.pipe(
    v.string(),
    v.regex(
      /^[a-z][a-zA-Z0-9_]{0,254}$/,
      'An id is a lowercase letter, then letters, digits and underscores.',
    ),
  ),
  MetricStat: v.strictObject({
    Metric: v.strictObject({
      Namespace: identity.namespace,
      MetricName: identity.metricName,
      Dimensions: identity.dimensions,
    }),
    Period: parameters.periodSeconds,
    Stat: parameters.statistic,
    Unit: v.optional(identity.unit),
  }),
  Label: v.optional(
    v.pipe(
      v.string(),
      v.check((label) => !label.includes('${'), 'Dynamic labels are not supported by this local CloudWatch.'),
    ),
  ),
  ReturnData: v.optional(v.boolean(), true),
});

export type MetricQuery = v.InferOutput<typeof metricQuery>;

/** The place of the first query with an Expression: to say so before a schema complains of a missing MetricStat. */
export function expressionAt(queries: unknown): number {
  if (!Array.isArray(queries)) return -1;
  return queries.findIndex((query) => typeof query === 'object' && query !== null && 'Expression' in query);
}
