import fc from 'fast-check';
import { drawMode } from '../../../lib/traffic/draw.ts';
import { checkedWeights, totalOf } from '../../../lib/traffic/weights.ts';
import { seededRandom } from '../../support/traffic/selector.ts';
import { weightsThatSumTo100 } from '../../support/traffic/weights.ts';

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('drawing a mode', () => {
  it('gives each mode exactly its share of the range', () => {
    fc.assert(
      fc.property(weightsThatSumTo100, (weights) => {
        const counts: Record<string, number> = {};
        for (let cent = 0; cent < 100; cent += 1) {
          const mode = drawMode(weights, (cent + 0.5) / 100);
          counts[mode] = (counts[mode] ?? 0) + 1;
        }

        const drawn = Object.fromEntries(Object.keys(weights).map((mode) => [mode, counts[mode] ?? 0]));

        expect(drawn).toEqual(weights);
      }),
    );
  });

  it('never draws a weight of 0, wherever the point falls', () => {
    fc.assert(
      fc.property(weightsThatSumTo100, unit, (weights, point) => {
        expect(weights[drawMode(weights, point)]).toBeGreaterThan(0);
      }),
    );
  });

  it('respects the weights within five standard deviations of the binomial over 20,000 draws', () => {
    const weights = { fast: 60, balanced: 30, creative: 10 };
    const random = seededRandom(7);
    const draws = 20_000;
    const counts = { fast: 0, balanced: 0, creative: 0 };

    for (let draw = 0; draw < draws; draw += 1)
      counts[drawMode(weights, random()) as keyof typeof counts] += 1;

    for (const [mode, weight] of Object.entries(weights)) {
      const share = weight / 100;
      const bound = 5 * Math.sqrt(draws * share * (1 - share));
      expect(Math.abs(counts[mode as keyof typeof counts] - draws * share)).toBeLessThan(bound);
    }
  });

  it('refuses weights that are all 0', () => {
    expect(() => drawMode({ fast: 0 }, 0)).toThrow(RangeError);
  });
});

describe('checking weights', () => {
  const modes = ['fast', 'balanced', 'creative'];

  it.each([
    ['all zero', { fast: 0, balanced: 0, creative: 0 }, '/weights'],
    ['a sum of 99', { fast: 59, balanced: 30, creative: 10 }, '/weights'],
    ['a negative one', { fast: 110, balanced: -10, creative: 0 }, '/weights/balanced'],
    ['NaN', { fast: Number.NaN, balanced: 90, creative: 10 }, '/weights/fast'],
    ['infinity', { fast: Number.POSITIVE_INFINITY, balanced: 0, creative: 0 }, '/weights/fast'],
    ['a fraction', { fast: 59.5, balanced: 30.5, creative: 10 }, '/weights/fast'],
    ['an unknown mode', { fast: 90, wild: 10 }, '/weights/wild'],
    ['a name every object has', { fast: 90, toString: 10 }, '/weights/toString'],
    ['nothing', {}, '/weights'],
  ])('refuses %s', (_what, change, pointer) => {
    const check = () => checkedWeights(change, modes);

    expect(check).toThrow(expect.objectContaining({ name: 'InvalidWeightsError', pointer }));
  });

  it('names every mode, in the order of the configuration, those left out at 0', () => {
    const weights = checkedWeights({ creative: 40, fast: 60 }, modes);

    expect(Object.entries(weights)).toEqual([
      ['fast', 60],
      ['balanced', 0],
      ['creative', 40],
    ]);
  });

  it('takes any integers that sum to 100', () => {
    fc.assert(
      fc.property(weightsThatSumTo100, (weights) => {
        expect(totalOf(checkedWeights(weights, Object.keys(weights)))).toBe(100);
      }),
    );
  });
});
