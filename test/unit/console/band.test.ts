import fc from 'fast-check';
import { bandOf, isWithin } from '../../../console/charts/band.ts';

const share = fc.integer({ min: 0, max: 100 });
const samples = fc.integer({ min: 1, max: 1_000_000 });

describe('the band of a split', () => {
  it('holds its target, and stays within 0 and 100', () => {
    fc.assert(
      fc.property(share, samples, (target, count) => {
        const band = bandOf(target, count);

        expect(band.low).toBeGreaterThanOrEqual(0);
        expect(band.high).toBeLessThanOrEqual(100);
        expect(band.low).toBeLessThanOrEqual(target + 1e-9);
        expect(band.high).toBeGreaterThanOrEqual(target - 1e-9);
      }),
    );
  });

  it('is narrower the more there are', () => {
    const width = (count: number) => bandOf(30, count).high - bandOf(30, count).low;

    expect(width(10_000)).toBeLessThan(width(1_000));
    expect(width(1_000)).toBeLessThan(width(100));
  });

  // By hand: Wilson's interval at z = 3.2905 for 0.6 of 1,000 is 0.5482 to 0.6496.
  it('is that of the formula', () => {
    const { low, high } = bandOf(60, 1_000);

    expect([low.toFixed(2), high.toFixed(2)]).toEqual(['54.82', '64.96']);
    expect([isWithin({ low, high }, 55), isWithin({ low, high }, 54)]).toEqual([true, false]);
  });

  it('says nothing of no samples', () => {
    expect(bandOf(60, 0)).toEqual({ low: 0, high: 100 });
  });
});
