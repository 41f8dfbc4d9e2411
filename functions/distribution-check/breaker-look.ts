import type { BreakerStore } from '../../lib/breakers/ports.ts';
import type { Clock } from '../../lib/shared/clock.ts';
import { createBreakerMetrics } from '../shared/breaker-metrics.ts';
import type { MetricWriter } from '../shared/metrics.ts';

export interface BreakerLookDependencies {
  readonly breakers: Pick<BreakerStore, 'read'>;
  readonly models: readonly string[];
  readonly clock: Clock;
  readonly metrics: MetricWriter;
}

/** Publishes which breakers are open: by the clock, since one that nobody sends requests to is open all the same. */
export function createBreakerLook({ breakers, models, clock, metrics }: BreakerLookDependencies) {
  const { publishOpen } = createBreakerMetrics(metrics);
  return async (): Promise<void> => {
    publishOpen(await breakers.read(models), clock.now());
  };
}
