import * as fc from 'fast-check';
import { createMovableClock } from '../../../../../local/clock/movable-clock.ts';
import type { Metric, MetricPoint } from '../../../../../local/cloudwatch/metrics/metric-point.ts';
import { metricKey } from '../../../../../local/cloudwatch/metrics/metric-key.ts';
import { createMetricStore } from '../../../../../local/cloudwatch/metrics/metric-store.ts';
import { statisticOf } from '../../../../../local/cloudwatch/metrics/statistic.ts';

/** A whole hour, so that minutes and hours start where one expects. */
const START = Date.UTC(2026, 0, 5, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const latency: Metric = { namespace: 'Shop', metricName: 'Latency', dimensions: {} };

const aPoint = (point: Partial<MetricPoint> = {}): MetricPoint => ({
  metric: latency,
  unit: 'Milliseconds',
  resolutionSeconds: 1,
  timestampMs: START,
  measurement: { value: 1, count: 1 },
  ...point,
});

function aStore() {
  const clock = createMovableClock({ running: false, startAt: START });
  const store = createMetricStore(clock);
  const sums = (range: { from: number; to: number; periodSeconds: number }, metric = latency) =>
    store
      .query({
        metric,
        withSamples: false,
        startSeconds: range.from / 1_000,
        endSeconds: range.to / 1_000,
        periodSeconds: range.periodSeconds,
      })
      .flatMap(({ periods }) =>
        periods.map(({ startSeconds, aggregate }) => [
          startSeconds * 1_000 - START,
          statisticOf(aggregate, 'Sum'),
        ]),
      );
  return { clock, store, sums };
}

describe('the identity of a metric', () => {
  it('does not depend on the order of its dimensions', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (dimensions) => {
        const reversed = Object.fromEntries(Object.entries(dimensions).reverse());

        expect(metricKey({ ...latency, dimensions: reversed })).toBe(metricKey({ ...latency, dimensions }));
      }),
    );
  });

  it('differs with any name or value, also where they would run together', () => {
    const keys = [
      { ...latency, dimensions: { ab: 'c' } },
      { ...latency, dimensions: { a: 'bc' } },
      { ...latency, dimensions: { a: 'b', c: 'd' } },
      { ...latency, dimensions: { a: 'b","c","d' } },
      { ...latency, namespace: 'ShopLatency', metricName: '' },
    ].map(metricKey);

    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the metric store', () => {
  it('adds up what falls into a period, whatever the order it comes in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 599 }), fc.integer({ min: 0, max: 100 })), {
          minLength: 1,
        }),
        fc.constantFrom(1, 5, 10, 30, 60, 120, 300),
        (entries, periodSeconds) => {
          const { store, sums } = aStore();
          for (const [second, value] of entries) {
            store.record(aPoint({ timestampMs: START + second * 1_000, measurement: { value, count: 1 } }));
          }

          const found = sums({ from: START, to: START + 600_000, periodSeconds });

          const expected = new Map<number, number>();
          for (const [second, value] of entries) {
            const start = Math.floor(second / periodSeconds) * periodSeconds * 1_000;
            expected.set(start, (expected.get(start) ?? 0) + value);
          }
          expect(found).toEqual([...expected].sort(([left], [right]) => left - right));
        },
      ),
    );
  });

  it('starts periods where the query starts', () => {
    const { store, sums } = aStore();
    store.record(aPoint({ timestampMs: START + 7 * 60_000 }));

    expect(sums({ from: START + 3 * 60_000, to: START + HOUR, periodSeconds: 300 })).toEqual([
      [3 * 60_000, 1],
    ]);
  });

  it('gives nothing for the end of the range, which is exclusive', () => {
    const { store, sums } = aStore();
    store.record(aPoint({ timestampMs: START + 60_000 }));

    expect(sums({ from: START, to: START + 60_000, periodSeconds: 60 })).toEqual([]);
    expect(sums({ from: START + 60_000, to: START + 120_000, periodSeconds: 60 })).toEqual([[60_000, 1]]);
  });

  it('keeps standard resolution by the minute: shorter periods see it at the minute', () => {
    const { store, sums } = aStore();
    store.record(aPoint({ resolutionSeconds: 60, timestampMs: START + 95_000 }));

    expect(sums({ from: START, to: START + 120_000, periodSeconds: 10 })).toEqual([[60_000, 1]]);
  });

  it('keeps units apart', () => {
    const { store } = aStore();
    store.record(aPoint({ unit: 'Seconds' }));
    store.record(aPoint({ unit: 'Milliseconds', measurement: { value: 5, count: 1 } }));
    const range = { startSeconds: START / 1_000, endSeconds: START / 1_000 + 60, periodSeconds: 60 };

    const all = store.query({ metric: latency, withSamples: false, ...range });
    const seconds = store.query({ metric: latency, unit: 'Seconds', withSamples: false, ...range });

    expect(all.map(({ unit, periods }) => [unit, periods[0]?.aggregate.sum])).toEqual([
      ['Seconds', 1],
      ['Milliseconds', 5],
    ]);
    expect(seconds.map(({ unit }) => unit)).toEqual(['Seconds']);
  });

  it('does not aggregate over dimensions', () => {
    const { store, sums } = aStore();
    store.record(aPoint({ metric: { ...latency, dimensions: { Host: 'a' } } }));

    expect(sums({ from: START, to: START + HOUR, periodSeconds: 60 })).toEqual([]);
  });
});

describe('retention', () => {
  it.each([
    { age: 3 * HOUR + 60_000, periodSeconds: 1, seen: false },
    { age: 3 * HOUR + 60_000, periodSeconds: 60, seen: true },
    { age: 15 * DAY + HOUR, periodSeconds: 60, seen: false },
    { age: 15 * DAY + HOUR, periodSeconds: 300, seen: true },
    { age: 63 * DAY + HOUR, periodSeconds: 300, seen: false },
    { age: 63 * DAY + HOUR, periodSeconds: 3_600, seen: true },
    { age: 455 * DAY + 2 * HOUR, periodSeconds: 3_600, seen: false },
  ])(
    'after $age ms a period of $periodSeconds s shows the data: $seen',
    async ({ age, periodSeconds, seen }) => {
      const { clock, store, sums } = aStore();
      store.record(aPoint({ timestampMs: START }));

      await clock.advance(age);

      expect(sums({ from: START, to: START + HOUR, periodSeconds })).toEqual(seen ? [[0, 1]] : []);
    },
  );

  it('keeps percentiles exact while data moves from seconds to minutes', async () => {
    const { clock, store } = aStore();
    for (let value = 1; value <= 100; value += 1) {
      store.record(aPoint({ timestampMs: START + value * 500, measurement: { value, count: 1 } }));
    }

    await clock.advance(4 * HOUR);

    const [data] = store.query({
      metric: latency,
      withSamples: true,
      startSeconds: START / 1_000,
      endSeconds: START / 1_000 + 60,
      periodSeconds: 60,
    });
    expect(data?.periods.map(({ aggregate }) => statisticOf(aggregate, { percent: 90 }))).toEqual([90]);
  });

  it('holds a bounded number of buckets however long data comes in, also of a metric that got none since', async () => {
    const { clock, store } = aStore();
    store.record(aPoint({ metric: { ...latency, dimensions: { Host: 'gone' } } }));
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      store.record(aPoint({ timestampMs: clock.now() }));
      await clock.advance(60_000);
    }

    const seconds = [...store.metrics()].flatMap(({ units }) =>
      [...units.values()].flatMap((timeline) =>
        [...timeline.buckets()].filter(({ resolutionSeconds }) => resolutionSeconds === 1),
      ),
    );

    // Minutes of three hours, and up to ten more before the next look at all metrics.
    expect(seconds.length).toBeLessThanOrEqual(3 * 60 + 12);
  });
});
