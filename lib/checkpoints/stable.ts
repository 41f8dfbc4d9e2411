import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import { currentLineage, type Lineage } from '../contracts/lineage.ts';
import type { CheckpointRecord, Figures } from './checkpoint.ts';
import { judgedReward } from './figures.ts';

export type StableRule = Pick<CheckpointConfig, 'kl_threshold' | 'reward_min' | 'reward_max'>;

/** |kl| below the threshold and the reward within its bounds, which belong to it. NaN is never stable. */
export function isStable(means: Figures, { kl_threshold, reward_min, reward_max }: StableRule): boolean {
  const reward = judgedReward(means);
  return Math.abs(means.kl) < kl_threshold && reward >= reward_min && reward <= reward_max;
}

/** The newest stable one of the current lineage, before a step if one is given. There may be none. */
export function newestStable<Checkpoint extends Pick<CheckpointRecord, 'attempt' | 'step' | 'means'>>(
  checkpoints: readonly Checkpoint[],
  lineage: Lineage,
  { beforeStep = Infinity, ...rule }: StableRule & { readonly beforeStep?: number | undefined },
): Checkpoint | undefined {
  return currentLineage(lineage, checkpoints).findLast(
    ({ step, means }) => step < beforeStep && isStable(means, rule),
  );
}
