import type { Clock } from '../clock/clock.ts';
import type { Log } from './persistence/log.ts';
import { createMetricRecords } from './persistence/metric-records.ts';
import type { JournalRecord } from './persistence/record.ts';
import type { MetricPoint } from './metrics/metric-point.ts';
import { createMetricStore, type MetricStore } from './metrics/metric-store.ts';

/** The store, and a log of what goes into it. */
export interface Recorder {
  readonly store: MetricStore;
  readonly record: (points: readonly MetricPoint[]) => void;
  snapshot(): Iterable<JournalRecord>;
}

export function createRecorder(clock: Clock, log: Log): Recorder {
  const store = createMetricStore(clock);
  const records = createMetricRecords();
  return {
    store,
    record: (points) => {
      for (const point of points) {
        store.record(point);
        if (log.isKept) log.write(...records.of(point));
      }
    },
    snapshot: () => records.snapshotOf(store),
  };
}
