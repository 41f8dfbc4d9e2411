import * as v from 'valibot';

const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What the checkpoint functions need of checkpoint_strategy.yaml, as CDK hands it over in an environment variable. */
export const checkpointConfig = v.strictObject({
  max_checkpoints: positive,
  save_best: v.boolean(),
  best_metric: v.picklist(['reward', 'loss']),
  reward_ceiling: v.number(),
  kl_threshold: v.number(),
  reward_min: v.number(),
  reward_max: v.number(),
  upload_expiry_seconds: positive,
  orphan_age_ms: positive,
});

export type CheckpointConfig = v.InferOutput<typeof checkpointConfig>;
