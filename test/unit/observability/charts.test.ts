import fc from 'fast-check';
import { splitOverTime } from '../../../lib/observability/report/charts.ts';

const HOUR = 3_600_000;
const SPAN = { from: 0, to: 48 * HOUR };

describe('the split over time', () => {
  it('is one point a span, those without sessions left out', () => {
    const chart = splitOverTime(
      {
        fast: [
          { at: 0, count: 3 },
          { at: HOUR - 1, count: 3 },
          { at: 40 * HOUR, count: 1 },
        ],
        creative: [{ at: 1_000, count: 2 }],
      },
      SPAN,
    );

    expect(chart).toEqual([
      { at: '1970-01-01T00:00:00.000Z', modes: { fast: 75, creative: 25 } },
      { at: '1970-01-02T16:00:00.000Z', modes: { fast: 100, creative: 0 } },
    ]);
  });

  it('always sums to 100, whatever was counted and whenever', () => {
    const points = fc.array(
      fc.record({
        at: fc.integer({ min: -HOUR, max: 49 * HOUR }),
        count: fc.integer({ min: 0, max: 9 }),
      }),
    );
    fc.assert(
      fc.property(points, points, (fast, creative) => {
        for (const { modes } of splitOverTime({ fast, creative }, SPAN))
          expect(Object.values(modes).reduce((sum, share) => sum + share)).toBeCloseTo(100, 6);
      }),
    );
  });
});
