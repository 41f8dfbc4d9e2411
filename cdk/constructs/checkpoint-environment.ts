import type { Config } from '../../lib/config/config.ts';
import type { CheckpointConfig } from '../../lib/contracts/checkpoint-config.ts';

/** The part of checkpoint_strategy.yaml that functions need, as the variable CHECKPOINT_CONFIG. */
export function checkpointEnvironment({ checkpoint_strategy: strategy }: Config): {
  CHECKPOINT_CONFIG: string;
} {
  const { best_model, stability } = strategy;
  const config: CheckpointConfig = {
    max_checkpoints: strategy.max_checkpoints,
    save_best: best_model.save_best,
    best_metric: best_model.metric,
    reward_ceiling: strategy.reward_ceiling,
    kl_threshold: stability.kl_threshold,
    reward_min: stability.reward_min,
    reward_max: stability.reward_max,
    upload_expiry_seconds: Math.round(strategy.upload_expiry / 1_000),
    orphan_age_ms: strategy.orphan_age,
  };
  return { CHECKPOINT_CONFIG: JSON.stringify(config) };
}
