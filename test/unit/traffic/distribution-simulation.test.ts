import { assess } from '../../../lib/traffic/distribution.ts';
import { drawMode } from '../../../lib/traffic/draw.ts';
import type { Weights } from '../../../lib/traffic/weights.ts';
import { aTrafficConfig } from '../../support/traffic/fakes.ts';
import { countModes, seededRandom } from '../../support/traffic/selector.ts';

const { weights, distribution } = aTrafficConfig();
/** So that 50 samples are judged at all: as shipped they are too few. */
const JUDGING_ALL = { ...distribution, min_samples: 50 };

/** Share of so many seeded trials whose sample deviates from the weights. */
function deviatingShare(drawnBy: Weights, samples: number, trials: number): number {
  const random = seededRandom(samples);
  const deviating = Array.from({ length: trials }, () => {
    const drawn = Array.from({ length: samples }, () => ({ mode: drawMode(drawnBy, random()) }));
    const sample = { assigned: countModes(drawn), served: {}, downshifted: {} };
    return assess(weights, sample, JUDGING_ALL).status === 'deviating';
  });
  return deviating.filter(Boolean).length / trials;
}

describe('the deviation check, over many simulated windows', () => {
  it.each([
    [50, 5_000],
    [500, 1_000],
    [5_000, 200],
  ])(
    'raises a false alarm on a true split of %p samples in less than 1 %% of %p trials',
    (samples, trials) => {
      expect(deviatingShare(weights, samples, trials)).toBeLessThan(0.01);
    },
  );

  it.each<[string, Weights]>([
    ['fast to balanced', { fast: 45, balanced: 45, creative: 10 }],
    ['fast to creative', { fast: 45, balanced: 30, creative: 25 }],
    ['balanced to creative', { fast: 60, balanced: 15, creative: 25 }],
    ['balanced to fast', { fast: 75, balanced: 15, creative: 10 }],
  ])(
    'finds a shift of 15 points from %s within 500 samples in more than 98 %% of trials',
    (_what, shifted) => {
      expect(deviatingShare(shifted, 500, 500)).toBeGreaterThan(0.98);
    },
  );
});
