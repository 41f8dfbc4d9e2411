import { furthestStep, LAST_STEP } from '../../../lib/contracts/run-values.ts';

describe('the furthest step of a run', () => {
  it('leaves room for rollouts that are rounded up, and for training on, far beyond what was planned', () => {
    expect([1, 500, 10_000, 1_000_000].map(furthestStep)).toEqual([10_001, 10_500, 100_000, 10_000_000]);
  });

  it('is the last there is when nothing was planned, or as far as that', () => {
    expect([furthestStep(undefined), furthestStep(LAST_STEP)]).toEqual([LAST_STEP, LAST_STEP]);
  });
});
