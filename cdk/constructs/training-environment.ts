import type { Config } from '../../lib/config/config.ts';
import type { TrainingConfig } from '../../lib/contracts/training-config.ts';

/** What the training functions need of three files, as the variable TRAINING_CONFIG. */
export function trainingEnvironment(config: Config): { TRAINING_CONFIG: string } {
  const { rollback, runaway, kl_warning, reward_ceiling } = config.checkpoint_strategy;
  const needed: TrainingConfig = {
    ppo_schedule: config.ppo_schedule,
    reward_normalization: config.reward_normalization,
    checkpoint_strategy: { rollback, runaway, kl_warning, reward_ceiling },
  };
  return { TRAINING_CONFIG: JSON.stringify(needed) };
}
