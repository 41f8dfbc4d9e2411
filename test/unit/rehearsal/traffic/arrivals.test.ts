import fc from 'fast-check';
import { newSessionsOf } from '../../../../rehearsal/traffic/replay.ts';
import { arrivalsOf } from '../../../../rehearsal/traffic/arrivals.ts';
import { latencyFrom } from '../../../../rehearsal/traffic/latencies.ts';
import { selectionsOf } from '../../../../rehearsal/launch/run-traffic.ts';
import { randomFrom } from '../../../../rehearsal/training/noise.ts';

const rates = fc
  .array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 })
  .filter((all) => all.some((rate) => rate > 0.001));

describe('the arrivals of a launch', () => {
  it('are as many as asked for, in order, within the launch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), rates, (count, all) => {
        const arrivals = arrivalsOf(count, all, 1_000);

        expect(arrivals).toHaveLength(count);
        expect(arrivals).toEqual(arrivals.toSorted((one, other) => one - other));
        expect(arrivals.every((at) => at >= 0 && at <= 1_000)).toBe(true);
      }),
    );
  });

  it('follow the rates of the parts', () => {
    const arrivals = arrivalsOf(100, [1, 0, 3], 300);

    const inPart = (from: number) => arrivals.filter((at) => at >= from && at < from + 100).length;
    expect([inPart(0), inPart(100), inPart(200)]).toEqual([25, 0, 75]);
  });

  it('are of just so many new sessions as were asked for, whatever share returns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 99 }),
        (sessions, percent) => {
          const returning = percent / 100;

          const selections = selectionsOf(sessions, returning);

          expect(newSessionsOf(selections, returning)).toBe(sessions);
        },
      ),
    );
  });
});

describe('the latencies of a mode', () => {
  it('have the percentiles that they are said to have', () => {
    const random = randomFrom(1);

    const sorted = Array.from({ length: 20_000 }, () => latencyFrom({ p50: 100, p95: 300 }, random)).sort(
      (one, other) => one - other,
    );

    expect((sorted[10_000] ?? NaN) / 100).toBeCloseTo(1, 1);
    expect((sorted[19_000] ?? NaN) / 300).toBeCloseTo(1, 1);
  });

  it('are all the same where both percentiles are', () => {
    expect(latencyFrom({ p50: 100, p95: 100 }, () => 0.5)).toBe(100);
  });
});
