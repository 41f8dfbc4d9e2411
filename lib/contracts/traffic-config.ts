import * as v from 'valibot';
import { modeName } from './mode.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What the serving functions need of traffic_distribution.yaml, as CDK hands it over in an environment variable. */
export const trafficConfig = v.strictObject({
  strategy: v.picklist(['weighted_random', 'round_robin', 'user_preference']),
  weights: v.record(modeName, count),
  fallback_mode: modeName,
  sticky_session: v.boolean(),
  sticky_ttl_seconds: positive,
  weights_max_staleness_ms: positive,
  mode_models: v.record(modeName, v.array(v.string())),
  /** Where a mode's sessions go while it is not available. */
  downshift: v.record(modeName, modeName),
  /** By model: an answer slower than this, in milliseconds, counts as failed. */
  model_timeouts_ms: v.record(v.string(), positive),
  /** How often models with a health URL are asked whether they are well. */
  check_interval_ms: positive,
  breaker: v.strictObject({
    error_rate: v.number(),
    window_ms: positive,
    min_volume: positive,
    failed_checks: positive,
    /** Healthy checks in a row before what a runbook keeps from a model may be given back to it. */
    restore_checks: positive,
    backoff_initial_ms: positive,
    backoff_max_ms: positive,
    jitter: v.number(),
    probe_lease_ms: positive,
  }),
  load_balancing: v.strictObject({
    /** A mode without an entry has no replicas: no leases, no limit, no cost. */
    replicas: v.record(modeName, v.array(v.string())),
    max_queue_size: positive,
    lease_ttl_ms: positive,
  }),
  distribution: v.strictObject({
    window_seconds: positive,
    min_samples: positive,
    p_value: v.number(),
    alert_deviation: v.number(),
    /** How often the split is checked. */
    check_interval_ms: positive,
  }),
});

export type TrafficConfig = v.InferOutput<typeof trafficConfig>;
