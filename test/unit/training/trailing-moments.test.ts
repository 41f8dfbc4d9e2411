import fc from 'fast-check';
import { EMPTY_SERIES, LiveSeries, type Series } from '../../../lib/training/series.ts';
import { TrailingMoments, type WindowShape } from '../../../lib/training/trailing-moments.ts';
import { gaussian, naiveMoments } from '../../support/training/random.ts';
import { seededRandom } from '../../support/traffic/selector.ts';

const UPDATES = 1_000_000;
const FEWER = 100_000;

/** Slides a window over values and compares it with the naive reckoning now and then: the largest relative error. */
function worstError(all: Float64Array, shape: WindowShape): number {
  const series = new LiveSeries(EMPTY_SERIES, shape.length + shape.lag, all.length);
  const moments = new TrailingMoments(series, shape);
  let worst = 0;
  for (let taken = 1; taken <= all.length; taken += 1) {
    series.push(all[taken - 1] ?? NaN);
    moments.pushed();
    const end = taken - shape.lag;
    if (end < 1 || (taken % 997 !== 0 && taken < all.length - 20)) continue;
    const { mean, deviation } = naiveMoments(all.subarray(Math.max(end - shape.length, 0), end));
    const meanError = Math.abs(moments.mean - mean) / Math.max(Math.abs(mean), deviation);
    const error = deviation === 0 ? moments.deviation : Math.abs(moments.deviation / deviation - 1);
    worst = Math.max(worst, meanError, error);
  }
  return worst;
}

type Draw = (random: () => number, index: number) => number;

const NEWEST: WindowShape = { length: 1_000, lag: 0 };

describe('the moments of a sliding window', () => {
  it.each<{ name: string; updates: number; shape: WindowShape; draw: Draw }>([
    { name: 'rewards', updates: UPDATES, shape: NEWEST, draw: (random) => 4 + gaussian(random) },
    {
      name: 'a baseline behind the newest',
      updates: FEWER,
      shape: { length: 900, lag: 100 },
      draw: gaussian,
    },
    { name: 'an offset of 1e9', updates: FEWER, shape: NEWEST, draw: (random) => 1e9 + gaussian(random) },
    {
      name: 'a drift',
      updates: FEWER,
      shape: NEWEST,
      draw: (random, index) => index / 100 + gaussian(random),
    },
    { name: 'a window of one', updates: FEWER, shape: { length: 1, lag: 0 }, draw: gaussian },
  ])('equal the naive ones to 1e-9 over $updates updates: $name', ({ updates, shape, draw }) => {
    const random = seededRandom(11);
    const all = new Float64Array(updates);
    for (let index = 0; index < updates; index += 1) all[index] = draw(random, index);

    expect(worstError(all, shape)).toBeLessThan(1e-9);
  });

  it('keep no trace of an enormous value that has left', () => {
    const series = new LiveSeries(EMPTY_SERIES, 10, 40);
    const moments = new TrailingMoments(series, { length: 10, lag: 0 });
    const push = (value: number) => {
      series.push(value);
      moments.pushed();
    };

    push(1e149);
    for (let index = 0; index < 33; index += 1) push(index % 2);

    expect([moments.mean, moments.deviation]).toEqual([0.5, 0.5]);
  });

  it('are NaN of nothing, and without scatter of a constant', () => {
    const series = new LiveSeries(EMPTY_SERIES, 5, 20);
    const moments = new TrailingMoments(series, { length: 5, lag: 0 });
    expect([moments.count, moments.mean, moments.deviation]).toEqual([0, NaN, NaN]);

    for (let index = 0; index < 13; index += 1) {
      series.push(0.1);
      moments.pushed();

      expect([moments.mean, moments.deviation]).toEqual([0.1, 0]);
    }
  });

  it('are the same to the last bit when the window is put down and taken up again anywhere', () => {
    const shape = fc.record({ length: fc.integer({ min: 1, max: 9 }), lag: fc.integer({ min: 0, max: 5 }) });
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { maxLength: 60 });
    fc.assert(
      fc.property(shape, values, fc.nat({ max: 60 }), ({ length, lag }, all, cut) => {
        const capacity = length + lag;
        const uncut = read({ series: EMPTY_SERIES, capacity }, all, { length, lag });
        const before = read({ series: EMPTY_SERIES, capacity }, all.slice(0, cut), { length, lag });

        const after = read({ series: before.series, capacity }, all.slice(cut), { length, lag });

        expect(after).toEqual(uncut);
      }),
    );
  });

  it('begin anew with what is held when the window has become longer', () => {
    const short = read({ series: EMPTY_SERIES, capacity: 3 }, [9, 9, 9, 1, 2, 3], { length: 3, lag: 0 });

    const long = read({ series: short.series, capacity: 5 }, [4], { length: 5, lag: 0 });

    expect([long.count, long.mean]).toEqual([4, 2.5]);
  });
});

function read(
  from: { readonly series: Series; readonly capacity: number },
  values: readonly number[],
  shape: WindowShape,
): { series: Series; count: number; mean: number; deviation: number } {
  const live = new LiveSeries(from.series, from.capacity, values.length);
  const moments = new TrailingMoments(live, shape);
  for (const value of values) {
    live.push(value);
    moments.pushed();
  }
  const { count, mean, deviation } = moments;
  return { series: live.freeze(), count, mean, deviation };
}
