import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import { currentLineage, type Lineage } from '../contracts/lineage.ts';
import type { CheckpointRecord, Figures } from './checkpoint.ts';
import { judgedReward } from './figures.ts';

export type BestRule = Pick<
  CheckpointConfig,
  'save_best' | 'best_metric' | 'reward_ceiling' | 'kl_threshold'
>;

/**
 * The best of the current lineage: highest reward or lowest loss, of what the trainer sent. A tie keeps the newer. It is
 * worked out anew from the records each time, so nothing can fall out of step with them.
 */
export function bestOf<Checkpoint extends Pick<CheckpointRecord, 'attempt' | 'step' | 'figures'>>(
  checkpoints: readonly Checkpoint[],
  lineage: Lineage,
  rule: BestRule,
): Checkpoint | undefined {
  if (!rule.save_best) return undefined;
  const candidates = currentLineage(lineage, checkpoints).filter(({ figures }) => mayBeBest(figures, rule));
  return candidates.reduce<Checkpoint | undefined>(
    (best, next) => (best && merit(next.figures, rule) < merit(best.figures, rule) ? best : next),
    undefined,
  );
}

/** What the best is the best by. */
export function bestValue(figures: Figures, { best_metric }: BestRule): number {
  return best_metric === 'reward' ? judgedReward(figures) : figures.loss;
}

/** NaN and infinities compare with nothing, and so are kept out here. A reward above the ceiling has been hacked. */
function mayBeBest(figures: Figures, rule: BestRule): boolean {
  const reward = judgedReward(figures);
  return (
    Number.isFinite(bestValue(figures, rule)) &&
    Number.isFinite(reward) &&
    Number.isFinite(figures.kl) &&
    reward <= rule.reward_ceiling &&
    Math.abs(figures.kl) < rule.kl_threshold
  );
}

function merit(figures: Figures, rule: BestRule): number {
  const value = bestValue(figures, rule);
  return rule.best_metric === 'reward' ? value : -value;
}
