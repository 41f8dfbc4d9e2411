import { chiSquareSurvival, goodnessOfFit } from '../../../lib/traffic/chi-square.ts';
import { assess, type Counts } from '../../../lib/traffic/distribution.ts';
import { drawMode } from '../../../lib/traffic/draw.ts';
import { aTrafficConfig } from '../../support/traffic/fakes.ts';
import { countModes, seededRandom } from '../../support/traffic/selector.ts';

const { weights, distribution: policy } = aTrafficConfig();
const NOTHING = { served: {}, downshifted: {} };

function sampleOf(split: Counts, size: number, random: () => number): Counts {
  return countModes(Array.from({ length: size }, () => ({ mode: drawMode(split, random()) })));
}

describe('the chi-square distribution', () => {
  it.each([
    // The density integrated by Simpson's rule over 400,000 intervals; x = 200 by the C library's erfc.
    [1, 1, 0.317310507863],
    [3.841458820694124, 1, 0.05],
    [5.991464547107979, 2, 0.05],
    [13.815510557964274, 2, 0.001],
    [0.5, 3, 0.918891411655],
    [16.26623619623813, 3, 0.001],
    [40, 15, 0.0004534981351022],
    [0, 4, 1],
    [200, 1, 2.088487583763e-45],
  ])('is right at x = %p with %p degrees of freedom', (statistic, degrees, expected) => {
    const survival = chiSquareSurvival(statistic, degrees);

    expect(Math.abs(survival / expected - 1)).toBeLessThan(1e-9);
  });

  it('calls something seen where nothing may be impossible', () => {
    expect(
      goodnessOfFit([
        { observed: 1, expected: 0 },
        { observed: 9, expected: 10 },
      ]),
    ).toBe(0);
  });

  it('finds nothing to test in one class', () => {
    expect(
      goodnessOfFit([
        { observed: 10, expected: 10 },
        { observed: 0, expected: 0 },
      ]),
    ).toBe(1);
  });
});

describe('assessing the split', () => {
  it('says insufficient_data below the minimum, and shows the shares all the same', () => {
    const { status, modes, samples } = assess(weights, { ...NOTHING, assigned: { fast: 99 } }, policy);

    expect([status, samples, modes['fast']?.actual, modes['fast']?.alert]).toEqual([
      'insufficient_data',
      99,
      100,
      false,
    ]);
  });

  it('with nothing counted deviates from nothing', () => {
    const { pValue, modes } = assess(weights, { ...NOTHING, assigned: {} }, policy);

    expect([pValue, modes['fast']?.deviation, modes['fast']?.served]).toEqual([1, 0, 0]);
  });

  it('takes a significant deviation of less than 10 points for no reason to alert', () => {
    const assigned = { fast: 5_500, balanced: 3_500, creative: 1_000 };

    const { status, pValue } = assess(weights, { ...NOTHING, assigned }, policy);

    expect(pValue).toBeLessThan(1e-9);
    expect(status).toBe('ok');
  });

  it('alerts on the modes that are off, not on the others', () => {
    const assigned = { fast: 400, balanced: 500, creative: 100 };

    const { status, modes } = assess(weights, { ...NOTHING, assigned }, policy);

    expect(status).toBe('deviating');
    expect(Object.entries(modes).map(([mode, { alert }]) => [mode, alert])).toEqual([
      ['fast', true],
      ['balanced', true],
      ['creative', false],
    ]);
  });

  it('sets served and downshifted shares beside', () => {
    const sample = { assigned: {}, served: { fast: 75, balanced: 25 }, downshifted: { creative: 10 } };

    const { modes } = assess(weights, sample, policy);

    expect([modes['fast']?.served, modes['creative']?.served, modes['creative']?.downshifted]).toEqual([
      75, 0, 10,
    ]);
  });

  it.each([
    [50, 1_000],
    [500, 1_000],
    [5_000, 200],
  ])('alarms falsely on less than 1 %% of true splits of %p samples', (size, trials) => {
    const random = seededRandom(size);
    let alarms = 0;

    for (let trial = 0; trial < trials; trial += 1) {
      const assigned = sampleOf(weights, size, random);
      if (assess(weights, { ...NOTHING, assigned }, policy).status === 'deviating') alarms += 1;
    }

    expect(alarms / trials).toBeLessThan(0.01);
  });

  it('finds a shift of 15 points within 500 samples nearly always', () => {
    const random = seededRandom(15);
    const shifted = { fast: 45, balanced: 45, creative: 10 };
    let found = 0;

    for (let trial = 0; trial < 200; trial += 1) {
      const assigned = sampleOf(shifted, 500, random);
      if (assess(weights, { ...NOTHING, assigned }, policy).status === 'deviating') found += 1;
    }

    expect(found).toBeGreaterThanOrEqual(190);
  });
});
