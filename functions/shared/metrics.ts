import type { Clock } from '../../lib/shared/clock.ts';
import { emfLine, type MetricPoint } from '../../lib/shared/emf.ts';
import type { LineWriter } from './log.ts';

/** Publishes points through the function's log: no call, no wait. */
export type MetricWriter = (points: readonly MetricPoint[]) => void;

export function createMetricWriter(namespace: string, clock: Clock, write: LineWriter): MetricWriter {
  return (points) => {
    write(emfLine(namespace, clock.now(), points));
  };
}
