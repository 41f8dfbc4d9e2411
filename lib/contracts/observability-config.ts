import * as v from 'valibot';

/** A metric that a service publishes to CloudWatch itself. */
export const foreignMetric = v.strictObject({
  namespace: v.string(),
  name: v.string(),
  dimensions: v.record(v.string(), v.string()),
});

export type ForeignMetric = v.InferOutput<typeof foreignMetric>;

/** What a launch is held to, as CDK hands expectations.yaml over in an environment variable. */
export const expectationsConfig = v.strictObject({
  split: v.strictObject({ tolerance_points: v.number(), max_deviation_points: v.number() }),
  training: v.strictObject({
    steps: v.number(),
    steps_tolerance: v.number(),
    entropy_tolerance: v.number(),
    loss_growth: v.number(),
    reward_fall: v.number(),
  }),
  max_rollbacks: v.number(),
  uptime_percent: v.number(),
  error_percent: v.number(),
  latency_p95_seconds: v.strictObject({
    other: v.number(),
    modes: v.record(v.string(), v.number()),
  }),
  cache: v.strictObject({ hit_percent: v.number(), metric: foreignMetric }),
});

export type Expectations = v.InferOutput<typeof expectationsConfig>;

/** The entropy coefficient's way down, of ppo_schedule.yaml. */
export const entropySchedule = v.strictObject({
  initial: v.number(),
  final: v.number(),
  decay_steps: v.number(),
  decay_strategy: v.picklist(['linear', 'cosine']),
});

/** Where the bearer tokens of GET /metrics are kept: a SecureString that people set and replace. */
export function metricsTokenParameter(stage: string): string {
  return `/artisan/${stage}/metrics-token`;
}
