import { meansSince } from '../../../lib/checkpoints/figures.ts';
import { isStable } from '../../../lib/checkpoints/stable.ts';
import { POLICY } from '../../support/checkpoints/world.ts';

const SAID = { reward: 18, loss: 9, kl: 0.029 };
const total = (count: number, sum: number) => ({ count, sum });
const NONE = total(0, 0);

const BEFORE = { reward: total(500, 5_000), loss: total(500, 500), kl: total(500, 50), episode_reward: NONE };
const AFTER = {
  reward: total(1_000, 12_500),
  loss: total(1_000, 1_500),
  kl: total(1_000, 60),
  episode_reward: NONE,
};

describe('means since the checkpoint before', () => {
  it('are over the steps between the two, whatever came before and whatever the trainer says', () => {
    expect(meansSince(BEFORE, { sums: AFTER, figures: SAID })).toEqual({ reward: 15, loss: 2, kl: 0.02 });
  });

  it('of the first checkpoint are over the run', () => {
    expect(meansSince(undefined, { sums: AFTER, figures: SAID })).toEqual({
      reward: 12.5,
      loss: 1.5,
      kl: 0.06,
    });
  });

  it.each([
    ['was reported in between', { ...AFTER, kl: BEFORE.kl }],
    ['is finite of what was', { ...AFTER, kl: total(1_000, Infinity) }],
  ])('are what the trainer says where nothing %s', (_, sums) => {
    expect(meansSince(BEFORE, { sums, figures: SAID })).toEqual({ reward: 15, loss: 2, kl: SAID.kl });
  });

  it('have an episode reward when steps had one, even if the trainer sends none', () => {
    const sums = { ...AFTER, episode_reward: total(4, 50) };

    expect(meansSince(BEFORE, { sums, figures: SAID })).toMatchObject({ episodeReward: 12.5 });
  });

  it('decide what is stable: a calm last step does not hide a wild stretch, nor a wild start a calm one', () => {
    const wild = { ...AFTER, kl: total(1_000, 50 + 500 * 0.04) };
    const figures = { ...SAID, kl: 0.001 };

    const judged = [
      isStable(meansSince(BEFORE, { sums: wild, figures }), POLICY),
      isStable(meansSince(BEFORE, { sums: AFTER, figures: { ...SAID, kl: 0.5 } }), POLICY),
      isStable(meansSince(undefined, { sums: AFTER, figures }), POLICY),
    ];

    expect(judged).toEqual([false, true, false]);
  });
});
