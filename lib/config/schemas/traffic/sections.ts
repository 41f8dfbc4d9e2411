import * as v from 'valibot';
import { outboundUrl } from '../../../contracts/outbound.ts';
import { flag, oneOf } from '../../values/choices.ts';
import { cadence, duration, durationUpTo, wholeSecondsUpTo } from '../../values/duration.ts';
import { integerFrom } from '../../values/integers.ts';
import { listOf, modelName, modeName, replicaName } from '../../values/names.ts';
import { positiveRatio, ratio } from '../../values/ratios.ts';

/** 366 days; longer is no session. */
const LONGEST_PIN = 31_622_400_000;

const routing = v.strictObject({
  strategy: oneOf('weighted_random', 'round_robin', 'user_preference'),
  sticky_session: flag,
  fallback_mode: modeName,
  sticky_ttl: v.optional(wholeSecondsUpTo(LONGEST_PIN), '1h'),
  // A downshift flag is visible everywhere within 5 s (docs/architecture.md), and it travels with the weights.
  weights_max_staleness: v.optional(durationUpTo(5_000), '5s'),
});

const loadBalancing = v.strictObject({
  algorithm: oneOf('least_connections'),
  health_check_interval: cadence,
  max_queue_size: integerFrom(1),
  lease_ttl: v.optional(duration, '120s'),
  replicas: v.optional(v.record(modeName, listOf(replicaName, 'a list of replica names, each once')), {}),
});

const monitoring = v.strictObject({
  report_interval: cadence,
  alert_deviation: ratio,
  window: v.optional(duration, '5m'),
  min_samples: v.optional(integerFrom(1), 100),
  p_value: v.optional(positiveRatio, 0.001),
});

const model = v.strictObject({
  health_url: v.optional(outboundUrl),
  timeout: v.optional(duration, '30s'),
});

const breaker = v.strictObject({
  error_rate: v.optional(positiveRatio, 0.5),
  window: v.optional(duration, '5m'),
  min_volume: v.optional(integerFrom(1), 20),
  failed_checks: v.optional(integerFrom(1), 3),
  restore_checks: v.optional(integerFrom(1), 3),
  backoff_initial: v.optional(duration, '10s'),
  backoff_max: v.optional(duration, '5m'),
  jitter: v.optional(ratio, 0.2),
  probe_lease: v.optional(duration, '30s'),
});

/** The keys of `traffic_distribution:`. Required ones are the tuning guide's, optional ones ours. */
export const traffic = {
  modes: v.record(modeName, integerFrom(0)),
  routing,
  load_balancing: loadBalancing,
  monitoring,
  downshift: v.optional(v.record(modeName, modeName), { creative: 'balanced', balanced: 'fast' }),
  mode_models: v.optional(v.record(modeName, listOf(modelName, 'a list of models, each once')), {
    fast: ['mistral'],
    balanced: ['mistral', 'llama'],
    creative: ['qwen', 'mistral', 'llama'],
  }),
  models: v.optional(v.record(modelName, model), { mistral: {}, llama: {}, qwen: {} }),
  breaker: v.optional(breaker, {}),
};
