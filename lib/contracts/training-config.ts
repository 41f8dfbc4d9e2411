import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

const decay = v.strictObject({
  initial: v.number(),
  final: v.number(),
  decay_steps: positive,
  decay_strategy: v.picklist(['linear', 'cosine']),
});

const ppoSchedule = v.strictObject({
  entropy_coef: decay,
  learning_rate: decay,
  clip_range: v.number(),
  gamma: v.number(),
  lambda_: v.number(),
  batch_size: positive,
  n_epochs: positive,
  update_frequency: positive,
  save_frequency: positive,
  lr_multiplier_floor: v.number(),
  /** Milliseconds. */
  stalled_after: positive,
  /** Milliseconds. */
  ack_timeout: positive,
});

const rewardNormalization = v.strictObject({
  enabled: v.boolean(),
  window_size: positive,
  epsilon: v.number(),
  clip_range: v.number(),
  update_frequency: positive,
  bootstrap_size: count,
  bootstrap_mean: v.number(),
  bootstrap_std: v.number(),
});

const shift = v.strictObject({ threshold: v.number(), window: positive, baseline_window: positive });

/** The part of checkpoint_strategy.yaml that ingest and rollbacks go by; a builder may hand over the rest, too. */
const checkpointStrategy = v.object({
  rollback: v.strictObject({
    enabled: v.boolean(),
    loss_spike: shift,
    reward_drop: shift,
    rollback_steps: positive,
    max_rollbacks: count,
    min_sigmas: v.number(),
    min_shift: v.number(),
  }),
  runaway: v.strictObject({
    reward_mean: v.number(),
    reward_std: v.number(),
    kl: v.number(),
    episodes: positive,
  }),
  kl_warning: v.number(),
  reward_ceiling: v.number(),
});

/** What the training functions need of three files, under the files' own names, as CDK hands it over in a variable. */
export const trainingConfig = v.strictObject({
  ppo_schedule: ppoSchedule,
  reward_normalization: rewardNormalization,
  checkpoint_strategy: checkpointStrategy,
});

export type TrainingConfig = v.InferOutput<typeof trainingConfig>;
