import type { Config } from '../../lib/config/config.ts';
import type { TrafficConfig } from '../../lib/contracts/traffic-config.ts';

/** AWS takes 4 KB for all variables of a function together. */
const LIMIT_BYTES = 3_500;

/**
 * The part of traffic_distribution.yaml that the serving functions need, as the variable TRAFFIC_CONFIG.
 * @throws Error when it does not fit into a function's environment
 */
export function trafficEnvironment({ traffic_distribution: traffic }: Config): { TRAFFIC_CONFIG: string } {
  const { modes, routing, load_balancing, monitoring, mode_models, downshift, models, breaker } = traffic;
  const config: TrafficConfig = {
    strategy: routing.strategy,
    weights: modes,
    fallback_mode: routing.fallback_mode,
    sticky_session: routing.sticky_session,
    sticky_ttl_seconds: Math.round(routing.sticky_ttl / 1_000),
    weights_max_staleness_ms: routing.weights_max_staleness,
    mode_models,
    downshift,
    model_timeouts_ms: Object.fromEntries(
      Object.entries(models).map(([model, { timeout }]) => [model, timeout]),
    ),
    check_interval_ms: load_balancing.health_check_interval,
    breaker: {
      error_rate: breaker.error_rate,
      window_ms: breaker.window,
      min_volume: breaker.min_volume,
      failed_checks: breaker.failed_checks,
      restore_checks: breaker.restore_checks,
      backoff_initial_ms: breaker.backoff_initial,
      backoff_max_ms: breaker.backoff_max,
      jitter: breaker.jitter,
      probe_lease_ms: breaker.probe_lease,
    },
    load_balancing: {
      replicas: load_balancing.replicas,
      max_queue_size: load_balancing.max_queue_size,
      lease_ttl_ms: load_balancing.lease_ttl,
    },
    distribution: {
      window_seconds: Math.round(monitoring.window / 1_000),
      min_samples: monitoring.min_samples,
      p_value: monitoring.p_value,
      alert_deviation: monitoring.alert_deviation,
      check_interval_ms: monitoring.report_interval,
    },
  };
  const text = JSON.stringify(config);
  if (Buffer.byteLength(text) > LIMIT_BYTES) {
    throw new Error(
      `traffic_distribution.yaml is ${text.length} bytes as a variable, ${LIMIT_BYTES} fit: name fewer models`,
    );
  }
  return { TRAFFIC_CONFIG: text };
}
