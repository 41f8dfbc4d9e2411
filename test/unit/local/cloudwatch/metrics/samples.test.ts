import * as fc from 'fast-check';
import {
  addSample,
  mergeSamples,
  percentileOf,
  type Samples,
} from '../../../../../local/cloudwatch/metrics/samples.ts';

const samplesOf = (values: readonly number[]): Samples => {
  const samples: Samples = { pairs: [], coarseness: 0 };
  for (const value of values) addSample(samples, value, 1);
  return samples;
};

/** Nearest rank, as plainly as it can be said. */
const nearestRank = (values: readonly number[], percent: number): number | undefined => {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100 - 1e-9) - 1)];
};

const value = fc.double({ min: 0, max: 1e12, noNaN: true });

describe('the samples of a bucket', () => {
  it('give the same percentiles as sorting all values, for any values and percentile', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 0, max: 1_000 }),
        (values, tenths) => {
          const percentile = percentileOf(samplesOf(values), tenths / 10);

          expect(percentile).toBe(nearestRank(values, tenths / 10));
        },
      ),
    );
  });

  it('give the same percentiles however they are divided before they are merged', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.nat(), (values, cut) => {
        const left = samplesOf(values.slice(0, cut % values.length));

        mergeSamples(left, samplesOf(values.slice(cut % values.length)), { bounded: true });

        expect(percentileOf(left, 90)).toBe(nearestRank(values, 90));
      }),
    );
  });

  it('count a value as often as it is said to occur', () => {
    const samples: Samples = { pairs: [], coarseness: 0 };

    addSample(samples, 1, 98);
    addSample(samples, 7, 2);

    expect([percentileOf(samples, 98), percentileOf(samples, 98.1)]).toEqual([1, 7]);
  });

  it('take the 999th of 1,000 values as p99.9, which rounding would make the 1,000th', () => {
    const values = Array.from({ length: 1_000 }, (_, index) => index + 1);

    expect(percentileOf(samplesOf(values), 99.9)).toBe(999);
  });

  it('stay exact with a thousand different values, whatever the number of samples', () => {
    const values = Array.from({ length: 50_000 }, (_, index) => (index * 7_919) % 1_000);

    const samples = samplesOf(values);

    expect(samples.coarseness).toBe(0);
    expect(percentileOf(samples, 95)).toBe(nearestRank(values, 95));
  });

  it('stay small with a hundred thousand different values, and within 0.5 % of the truth', () => {
    const values = Array.from({ length: 100_000 }, (_, index) => 0.1 + ((index * 7_919) % 100_003) / 100);

    const samples = samplesOf(values);

    expect(samples.pairs.length).toBeLessThanOrEqual(4_096);
    for (const percent of [1, 50, 90, 99, 99.9]) {
      const exact = nearestRank(values, percent) ?? NaN;
      expect(Math.abs((percentileOf(samples, percent) ?? NaN) / exact - 1)).toBeLessThanOrEqual(0.005_1);
    }
  });

  it('stay small when values span hundreds of orders of magnitude', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => 2 ** ((index % 7_200) / 10 - 360));

    const samples = samplesOf(values);

    expect(samples.pairs.length).toBeLessThanOrEqual(4_096);
    expect(samples.coarseness).toBeGreaterThan(1);
  });

  it('keep zero apart from what is nearly zero', () => {
    const values = Array.from({ length: 10_000 }, (_, index) => (index % 2 === 0 ? 0 : index / 1e9));

    expect(percentileOf(samplesOf(values), 50)).toBe(0);
  });
});
