import type { Figures, Totals } from './checkpoint.ts';

const METRICS = { reward: 'reward', loss: 'loss', kl: 'kl', episode_reward: 'episodeReward' } as const;

/**
 * Means over the steps between two checkpoints, from the difference of the run's sums; where no step was reported in
 * between, what the trainer sent with the checkpoint.
 */
export function meansSince(
  before: Totals | undefined,
  { sums, figures }: { sums: Totals; figures: Figures },
): Figures {
  const means = Object.entries(METRICS).flatMap(([metric, name]) => {
    const mean = meanOf(before?.[metric as keyof Totals], sums[metric as keyof Totals]);
    const value = Number.isFinite(mean) ? mean : figures[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...figures, ...Object.fromEntries(means) };
}

type Total = Totals['reward'];

/** NaN where nothing was added. */
function meanOf(before: Total = { count: 0, sum: 0 }, after: Total): number {
  const count = after.count - before.count;
  return count > 0 ? (after.sum - before.sum) / count : Number.NaN;
}

/** `episode_reward` where the trainer reports it, which is on another scale than the reward of a step. */
export function judgedReward({ reward, episodeReward }: Figures): number {
  return episodeReward ?? reward;
}
