import { systemClock } from '../../lib/shared/clock.ts';
import type { Surroundings } from './api-function.ts';
import { createLogger, writeLine } from './log.ts';
import { createMetricWriter } from './metrics.ts';

/** The log and the metrics of a real function. */
export function createSurroundings({
  METRICS_NAMESPACE,
}: {
  readonly METRICS_NAMESPACE: string;
}): Surroundings {
  return {
    log: createLogger(writeLine),
    metrics: createMetricWriter(METRICS_NAMESPACE, systemClock, writeLine),
  };
}
