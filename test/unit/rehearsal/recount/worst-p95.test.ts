import fc from 'fast-check';
import { worstP95, type Latencies, type Periods } from '../../../../rehearsal/recount/worst-p95.ts';

const MINUTES: Periods = { from: 0, lengthMs: 60_000 };

type Batch = Latencies[number];

const aBatch = (sent_at: number, answered_at: number, latencies: readonly number[]): Batch => ({
  ...{ sent_at, answered_at },
  outcomes: latencies.map((latency_ms) => ({ mode: 'fast', latency_ms })),
});

/** With p95s of values that lie on a rank between two: the neighbours of that rank. */
function neighbours(values: readonly number[]): readonly [number, number] {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.ceil((95 * sorted.length) / 100) - 1;
  const at = (index: number) => sorted[Math.min(sorted.length - 1, Math.max(0, index))] ?? NaN;
  return [at(rank - 1), at(rank + 1)];
}

/** Each way to put the batches into the minutes that they may count in: what the worst p95 lies between. */
function allWays(batches: readonly Batch[]): readonly (readonly [number, number])[] {
  const [first, ...others] = batches;
  if (!first) return [];
  const ways = batches.reduce<readonly (readonly number[])[]>(
    (soFar, { sent_at, answered_at }) => {
      const [from, to] = [Math.floor(sent_at / 60_000), Math.floor(answered_at / 60_000)];
      const minutes = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      return soFar.flatMap((way) => minutes.map((minute) => [...way, minute]));
    },
    [[]],
  );
  return ways.map((way) => {
    const byMinute = Map.groupBy([first, ...others], (batch) => way[batches.indexOf(batch)] ?? 0);
    const bands = [...byMinute.values()].map((some) =>
      neighbours(some.flatMap(({ outcomes }) => outcomes.map(({ latency_ms: ms }) => ms))),
    );
    return [Math.max(...bands.map(([low]) => low)), Math.max(...bands.map(([, high]) => high))];
  });
}

const latencies = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
const sure = fc.tuple(fc.integer({ min: 0, max: 3 }), latencies);
const unsure = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 2 }), latencies);

describe('the worst p95 of any part of a launch, from its log', () => {
  it.each([
    [[100], 100, 100],
    [[100, 200], 100, 200],
    [Array.from({ length: 100 }, (_, index) => index + 1), 94, 96],
  ])('of %j is about its rank, when all of them lie in one minute', (values, least, most) => {
    expect(worstP95([aBatch(10, 20, values)], 'fast', MINUTES)).toEqual({ least, most });
  });

  it('leaves no way out in which batches that were on their way at a turn could have counted', () => {
    fc.assert(
      fc.property(
        fc.array(sure, { maxLength: 4 }),
        fc.array(unsure, { minLength: 1, maxLength: 5 }),
        (some, others) => {
          const batches = [
            ...some.map(([minute, values]) => aBatch(minute * 60_000, minute * 60_000 + 5, values)),
            ...others.map(([minute, turns, values]) =>
              aBatch(minute * 60_000 + 59_999, (minute + turns) * 60_000, values),
            ),
          ];

          const { least, most } = worstP95(batches, 'fast', MINUTES);

          for (const [low, high] of allWays(batches)) {
            expect(least).toBeLessThanOrEqual(low);
            expect(most).toBeGreaterThanOrEqual(high);
          }
        },
      ),
    );
  });

  it('is as exact as before when none was on its way at a turn', () => {
    fc.assert(
      fc.property(fc.array(sure, { minLength: 1, maxLength: 6 }), (some) => {
        const batches = some.map(([minute, values]) => aBatch(minute * 60_000, minute * 60_000 + 5, values));

        const { least, most } = worstP95(batches, 'fast', MINUTES);

        expect([[least, most]]).toEqual(allWays(batches));
      }),
    );
  });

  it('is told at once, and closely, of a long launch that was busy at each turn', () => {
    const values = (count: number, seed: number) =>
      Array.from({ length: count }, (_, index) => 500 + ((index * 7_919 + seed * 104_729) % 1_000));
    const batches = Array.from({ length: 40 }, (_, minute) => [
      ...Array.from({ length: 20 }, (_, index) =>
        aBatch(minute * 60_000 + index, minute * 60_000 + 100, values(100, minute * 31 + index)),
      ),
      // Four at each turn.
      ...Array.from({ length: 4 }, (_, index) =>
        aBatch(minute * 60_000 + 59_990, (minute + 1) * 60_000 + 5, values(100, minute * 37 + index)),
      ),
    ]).flat();

    const { least, most } = worstP95(batches, 'fast', MINUTES);

    expect(least).toBeGreaterThan(1_400);
    expect(most).toBeLessThan(1_500);
    expect(most / least).toBeLessThan(1.03);
  });

  it('counts a batch that was sent again in any of the minutes until it was answered', () => {
    const batches = [aBatch(0, 5, [100]), aBatch(50_000, 190_000, [900])];

    expect(worstP95(batches, 'fast', MINUTES)).toEqual({ least: 100, most: 900 });
  });

  it('goes by the parts that the report has, which begin when its window does', () => {
    const batches = [aBatch(90_000, 90_001, [100, 100, 100]), aBatch(100_000, 100_001, [300])];

    const [minutes, shifted] = [
      worstP95(batches, 'fast', MINUTES),
      worstP95(batches, 'fast', { from: -20_000, lengthMs: 120_000 }),
    ];

    expect(minutes.least).toBe(100);
    expect(shifted.least).toBe(300);
  });

  it('says nothing of a mode that nobody reported on', () => {
    const { least, most } = worstP95([aBatch(0, 5, [100])], 'creative', MINUTES);

    expect(least <= 1 && most >= 1).toBe(false);
  });
});
