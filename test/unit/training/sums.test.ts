import { CompensatedSum, NO_SUMS, sumsFrom, totalsOf } from '../../../lib/training/sums.ts';

describe('the sum over a run', () => {
  it('is right to the last digit after a million values', () => {
    const sum = new CompensatedSum(NO_SUMS.reward);
    for (let step = 0; step < 1_000_000; step += 1) sum.add(0.1);

    const { reward } = totalsOf({ ...NO_SUMS, reward: sum.state });

    expect(reward).toEqual({ count: 1_000_000, sum: 100_000 });
  });

  it('gives the mean between two checkpoints as the difference of two', () => {
    const sum = new CompensatedSum(NO_SUMS.reward);
    for (let step = 0; step < 9_500; step += 1) sum.add(1e3 + step / 3);
    const before = sum.state;
    for (let step = 0; step < 500; step += 1) sum.add(0.3);
    const after = sum.state;

    const between = after.sum + after.carry - (before.sum + before.carry);

    expect(between / (after.count - before.count)).toBeCloseTo(0.3, 9);
  });

  it('goes on from the totals that an item keeps', () => {
    const totals = { ...totalsOf(NO_SUMS), loss: { count: 3, sum: 1.5 } };

    expect(totalsOf(sumsFrom(totals))).toEqual(totals);
  });
});
