import { admissionAt, type Breaker } from '../../lib/breakers/breaker.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import type { MetricWriter } from './metrics.ts';

export interface BreakerMetrics {
  /** For each transition, by whoever made it. */
  readonly publishTransition: (breaker: Breaker) => void;
  /** For each look at all breakers. */
  readonly publishOpen: (breakers: readonly Breaker[], now: number) => void;
}

export function createBreakerMetrics(metrics: MetricWriter): BreakerMetrics {
  const publishGauge = (model: string, value: 0 | 1) => {
    metrics([{ name: METRICS.breakerOpen, value, unit: 'None', dimensions: { Model: model } }]);
  };
  return {
    publishTransition: ({ model, state }) => {
      const dimensions = { Model: model, State: state };
      metrics([{ name: METRICS.breakerTransitions, value: 1, dimensions }]);
      publishGauge(model, state === 'closed' || state === 'forced_closed' ? 0 : 1);
    },
    publishOpen: (breakers, now) => {
      const open = breakers.filter((breaker) => admissionAt(breaker, now) !== 'pass');
      metrics([{ name: METRICS.openBreakers, value: open.length, unit: 'None' }]);
      for (const breaker of breakers) publishGauge(breaker.model, open.includes(breaker) ? 1 : 0);
    },
  };
}
