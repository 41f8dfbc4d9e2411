import * as v from 'valibot';
import { loadConfig } from '../../lib/config/load-config.ts';
import { trainingConfig, type TrainingConfig } from '../../lib/contracts/training-config.ts';

/** The part of the configuration that ingest goes by, as a function gets it. */
export function configured(): TrainingConfig {
  const { ppo_schedule, reward_normalization, checkpoint_strategy } = loadConfig({
    folder: 'configs',
    stage: 'prod',
  });
  const { rollback, runaway, kl_warning, reward_ceiling } = checkpoint_strategy;
  return v.parse(trainingConfig, {
    ppo_schedule,
    reward_normalization,
    checkpoint_strategy: { rollback, runaway, kl_warning, reward_ceiling },
  });
}
