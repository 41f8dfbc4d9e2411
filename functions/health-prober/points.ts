import { METRICS } from '../../lib/contracts/metrics.ts';
import type { HealthCheck, ModelHealth } from '../../lib/health/check.ts';
import type { MetricPoint } from '../../lib/shared/emf.ts';

/** What is counted of one health check. The average of the failures is the error rate. */
export function pointsOf(check: HealthCheck, health: ModelHealth): readonly MetricPoint[] {
  const dimensions = { Model: check.model };
  const { latencyMs, healthy } = check;
  return [
    { name: METRICS.healthCheckLatency, value: latencyMs, unit: 'Milliseconds', dimensions },
    { name: METRICS.healthCheckFailures, value: healthy ? 0 : 1, dimensions },
    { name: METRICS.consecutiveFailures, value: health.consecutiveFailures, dimensions },
  ];
}
