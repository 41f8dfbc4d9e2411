import * as v from 'valibot';

/** A metric that a service publishes to CloudWatch itself. */
export const foreignMetric = v.strictObject({
  namespace: v.string(),
  name: v.string(),
  dimensions: v.record(v.string(), v.string()),
});

export type ForeignMetric = v.InferOutput<typeof foreignMetric>;

/** Where the bearer tokens of GET /metrics are kept: a SecureString that people set and replace. */
export function metricsTokenParameter(stage: string): string {
  return `/artisan/${stage}/metrics-token`;
}
