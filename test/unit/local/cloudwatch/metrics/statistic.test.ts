import * as fc from 'fast-check';
import {
  addMeasurement,
  emptyAggregate,
  mergeAggregate,
} from '../../../../../local/cloudwatch/metrics/aggregate.ts';
import type { Measurement } from '../../../../../local/cloudwatch/metrics/metric-point.ts';
import {
  parseStatistic,
  statisticOf,
  type Statistic,
} from '../../../../../local/cloudwatch/metrics/statistic.ts';

const aggregateOf = (...measurements: readonly Measurement[]) => {
  const aggregate = emptyAggregate();
  for (const measurement of measurements) addMeasurement(aggregate, measurement);
  return aggregate;
};

const one = (value: number): Measurement => ({ value, count: 1 });

const integers = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 });

describe('a statistic', () => {
  it('equals the plain computation over all values, however they are divided among buckets', () => {
    fc.assert(
      fc.property(integers, fc.nat(), (values, cut) => {
        const head = aggregateOf(...values.slice(0, cut % values.length).map(one));

        mergeAggregate(head, aggregateOf(...values.slice(cut % values.length).map(one)), { bounded: true });

        const sum = values.reduce((total, value) => total + value, 0);
        expect(statisticOf(head, 'Sum')).toBeCloseTo(sum, 6);
        expect(statisticOf(head, 'SampleCount')).toBe(values.length);
        expect(statisticOf(head, 'Average')).toBeCloseTo(sum / values.length, 6);
        expect(statisticOf(head, 'Minimum')).toBe(Math.min(...values));
        expect(statisticOf(head, 'Maximum')).toBe(Math.max(...values));
      }),
    );
  });

  it('adds the sets of several senders up', () => {
    const aggregate = aggregateOf(
      { sampleCount: 3, sum: 12, minimum: 2, maximum: 6 },
      { sampleCount: 1, sum: 8, minimum: 8, maximum: 8 },
    );

    const all = (['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'] as const).map((name) =>
      statisticOf(aggregate, name),
    );

    expect(all).toEqual([4, 20, 5, 2, 8]);
  });

  it('is nothing where there are no samples', () => {
    expect(statisticOf(emptyAggregate(), 'Average')).toBeUndefined();
  });
});

describe('a percentile', () => {
  const p90: Statistic = { percent: 90 };

  it('is not to be had of a set that the sender aggregated', () => {
    expect(
      statisticOf(aggregateOf(one(1), { sampleCount: 3, sum: 12, minimum: 2, maximum: 6 }), p90),
    ).toBeUndefined();
  });

  it('is to be had of a set whose values must all be equal', () => {
    expect(statisticOf(aggregateOf({ sampleCount: 3, sum: 12, minimum: 4, maximum: 4 }), p90)).toBe(4);
  });

  it('is not to be had when any value is negative', () => {
    expect(statisticOf(aggregateOf(one(5), one(-1)), p90)).toBeUndefined();
  });

  it('never lies outside of what was measured, though values are kept in bins', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => 100 + index / 1_000);

    const aggregate = aggregateOf(...values.map(one));

    expect(statisticOf(aggregate, { percent: 0 })).toBeGreaterThanOrEqual(100);
    expect(statisticOf(aggregate, { percent: 100 })).toBeLessThanOrEqual(104.999);
  });
});

describe('the name of a statistic', () => {
  it.each([
    ['Average', 'Average'],
    ['p99.9', { percent: 99.9 }],
    ['p0', { percent: 0 }],
    ['p100', { percent: 100 }],
    ['p95.0123456789', { percent: 95.0123456789 }],
  ])('%s is known', (name, statistic) => {
    expect(parseStatistic(name)).toEqual(statistic);
  });

  it.each([
    'tm90',
    'TM(10%:90%)',
    'IQM',
    'PR(:300)',
    'wm98',
    'p',
    'p101',
    'p-1',
    'p99.01234567891',
    'average',
    '',
  ])('%s is refused', (name) => {
    expect(parseStatistic(name)).toBeUndefined();
  });
});
