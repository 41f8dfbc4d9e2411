import type { Clock } from '../../clock/clock.ts';
import { metricKey } from './metric-key.ts';
import type { Metric, MetricPoint } from './metric-point.ts';
import type { QueriedRange } from './retention.ts';
import { createTimeline, type Period, type Timeline } from './timeline.ts';
import type { StandardUnit } from './unit.ts';

export interface StoredMetric {
  readonly key: string;
  readonly metric: Metric;
  readonly units: Map<StandardUnit, Timeline>;
  /** When data last came in, by the clock. */
  lastRecordedMs: number;
}

export interface StoredSeries {
  readonly stored: StoredMetric;
  readonly timeline: Timeline;
}

export interface MetricQuery extends QueriedRange {
  readonly metric: Metric;
  /** Any unit when absent. */
  readonly unit?: StandardUnit | undefined;
  /** Percentiles are known only with samples. */
  readonly withSamples: boolean;
}

/** Data is apart by unit, and never converted. */
export interface UnitPeriods {
  readonly unit: StandardUnit;
  readonly periods: readonly Period[];
}

export interface MetricStore {
  record(point: MetricPoint): void;
  /** One element a unit that has data in the range. */
  query(query: MetricQuery): UnitPeriods[];
  metrics(): Iterable<StoredMetric>;
  /** Made when there is none, as last recorded then. */
  series(of: { metric: Metric; unit: StandardUnit }, lastRecordedMs: number): StoredSeries;
}

/** How often metrics that get no data any more are looked at, while others do. */
const AGING_INTERVAL_MS = 10 * 60_000;

export function createMetricStore(clock: Clock): MetricStore {
  const metrics = new Map<string, StoredMetric>();
  let agedAt = clock.now();

  const series: MetricStore['series'] = ({ metric, unit }, lastRecordedMs) => {
    const key = metricKey(metric);
    const stored = metrics.get(key) ?? {
      key,
      metric,
      units: new Map<StandardUnit, Timeline>(),
      lastRecordedMs,
    };
    if (stored.units.size === 0) metrics.set(key, stored);
    return { stored, timeline: timelineIn(stored, unit) };
  };

  const ageAll = (): void => {
    agedAt = clock.now();
    for (const { units } of metrics.values())
      for (const timeline of units.values()) timeline.age(agedAt / 1_000);
  };

  return {
    record: ({ metric, unit, resolutionSeconds, timestampMs, measurement }) => {
      const now = clock.now();
      const { stored, timeline } = series({ metric, unit }, now);
      stored.lastRecordedMs = now;
      timeline.add({ seconds: timestampMs / 1_000, resolutionSeconds }, measurement);
      if (now - agedAt >= AGING_INTERVAL_MS) ageAll();
    },
    query: ({ metric, unit, withSamples, ...range }) =>
      [...(metrics.get(metricKey(metric))?.units ?? [])]
        .filter(([candidate]) => unit === undefined || candidate === unit)
        .map(([candidate, timeline]) => ({
          unit: candidate,
          periods: timeline.periods(range, { nowSeconds: clock.now() / 1_000, withSamples }),
        }))
        .filter(({ periods }) => periods.length > 0),
    metrics: () => metrics.values(),
    series,
  };
}

function timelineIn({ units }: StoredMetric, unit: StandardUnit): Timeline {
  const known = units.get(unit);
  if (known) return known;
  const created = createTimeline();
  units.set(unit, created);
  return created;
}
