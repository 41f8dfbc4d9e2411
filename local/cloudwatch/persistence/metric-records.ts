import type { Aggregate } from '../metrics/aggregate.ts';
import { metricKey } from '../metrics/metric-key.ts';
import type { Metric, MetricPoint } from '../metrics/metric-point.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { StandardUnit } from '../metrics/unit.ts';
import type { JournalRecord } from './record.ts';

/** Writes metrics once and then by number: a point takes about 40 bytes. */
export interface MetricRecords {
  of(point: MetricPoint): JournalRecord[];
  /** Numbers metrics anew. */
  snapshotOf(store: MetricStore): Iterable<JournalRecord>;
}

export function createMetricRecords(): MetricRecords {
  const numbers = new Map<string, number>();

  const numberOf = (key: string): { number: number; isNew: boolean } => {
    const known = numbers.get(key);
    if (known !== undefined) return { number: known, isNew: false };
    numbers.set(key, numbers.size);
    return { number: numbers.size - 1, isNew: true };
  };

  return {
    of: (point) => {
      const { number, isNew } = numberOf(seriesKey(metricKey(point.metric), point.unit));
      const record = pointRecord(point, number);
      return isNew ? [seriesRecord(number, point), record] : [record];
    },
    snapshotOf: function* (store) {
      numbers.clear();
      for (const { key, metric, units, lastRecordedMs } of store.metrics()) {
        for (const [unit, timeline] of units) {
          const { number } = numberOf(seriesKey(key, unit));
          yield seriesRecord(number, { metric, unit, timestampMs: lastRecordedMs });
          for (const { resolutionSeconds, startSeconds, aggregate } of timeline.buckets()) {
            yield ['bucket', number, resolutionSeconds, startSeconds, storedAggregate(aggregate)];
          }
        }
      }
    },
  };
}

function seriesKey(key: string, unit: StandardUnit): string {
  return `${unit} ${key}`;
}

function seriesRecord(
  number: number,
  { metric, unit, timestampMs }: { metric: Metric; unit: StandardUnit; timestampMs: number },
): JournalRecord {
  const dimensions = Object.entries(metric.dimensions);
  return ['series', number, { ...metric, dimensions, unit, lastRecordedMs: timestampMs }];
}

function pointRecord(
  { resolutionSeconds, timestampMs, measurement }: MetricPoint,
  number: number,
): JournalRecord {
  if ('value' in measurement) {
    return ['point', number, resolutionSeconds, timestampMs, measurement.value, measurement.count];
  }
  return ['set', number, resolutionSeconds, timestampMs, measurement];
}

function storedAggregate({ samples, ...numbers }: Aggregate) {
  return { ...numbers, samples: samples ?? null };
}
