import { loadConfig } from '../../../lib/config/load-config.ts';
import { trainingConfig, type TrainingConfig } from '../../../lib/contracts/training-config.ts';
import * as v from 'valibot';

const { ppo_schedule, reward_normalization, checkpoint_strategy } = loadConfig({
  folder: 'configs',
  stage: 'prod',
});
const { rollback, runaway, kl_warning, reward_ceiling } = checkpoint_strategy;

/** The tuning guide's configuration, as the functions get it. */
export const GUIDE: TrainingConfig = v.parse(trainingConfig, {
  ppo_schedule,
  reward_normalization,
  checkpoint_strategy: { rollback, runaway, kl_warning, reward_ceiling },
});

/** With windows short enough for tests that try many cases. */
export function aTrainingConfig({
  window_size = 20,
  bootstrap_size = 5,
  update_frequency = 1,
  window = 4,
  baseline_window = 16,
  episodes = 6,
} = {}): TrainingConfig {
  const { rollback } = GUIDE.checkpoint_strategy;
  return {
    ...GUIDE,
    reward_normalization: { ...GUIDE.reward_normalization, window_size, bootstrap_size, update_frequency },
    checkpoint_strategy: {
      ...GUIDE.checkpoint_strategy,
      rollback: {
        ...rollback,
        loss_spike: { ...rollback.loss_spike, window, baseline_window },
        reward_drop: { ...rollback.reward_drop, window, baseline_window },
      },
      runaway: { ...GUIDE.checkpoint_strategy.runaway, episodes },
    },
  };
}
