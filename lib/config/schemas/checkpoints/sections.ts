import * as v from 'valibot';
import { flag, oneOf } from '../../values/choices.ts';
import { duration, wholeSecondsUpTo } from '../../values/duration.ts';
import { integerFrom, windowSizeFrom } from '../../values/integers.ts';
import { finite, nonNegative, numberAbove, positive } from '../../values/numbers.ts';
import { positiveRatio } from '../../values/ratios.ts';

/** Signature Version 4: a presigned URL lives at most 604,800 seconds (Amazon S3 user guide, "presigned URLs"). */
const LONGEST_PRESIGNED = 604_800_000;

const windows = { window: windowSizeFrom(1), baseline_window: windowSizeFrom(2) };

const rollback = v.strictObject({
  enabled: flag,
  loss_spike: v.strictObject({ threshold: numberAbove(1), ...windows }),
  reward_drop: v.strictObject({ threshold: positiveRatio, ...windows }),
  rollback_steps: integerFrom(1),
  max_rollbacks: integerFrom(0),
  min_sigmas: v.optional(nonNegative, 2),
  min_shift: v.optional(nonNegative, 1e-6),
});

const stability = v.strictObject({
  kl_threshold: v.optional(positive, 0.03),
  reward_min: v.optional(finite, 10),
  reward_max: v.optional(finite, 20),
});

const runaway = v.strictObject({
  reward_mean: v.optional(finite, 100),
  reward_std: v.optional(positive, 50),
  kl: v.optional(positive, 0.1),
  episodes: v.optional(windowSizeFrom(1), 100),
});

/** The keys of `checkpoint_strategy:`. Required ones are the tuning guide's, optional ones ours. */
export const checkpoints = {
  save_frequency: integerFrom(1),
  max_checkpoints: integerFrom(1),
  rollback,
  best_model: v.strictObject({ metric: oneOf('reward', 'loss'), save_best: flag }),
  stability: v.optional(stability, {}),
  runaway: v.optional(runaway, {}),
  kl_warning: v.optional(positive, 0.05),
  reward_ceiling: v.optional(finite, 50),
  upload_expiry: v.optional(wholeSecondsUpTo(LONGEST_PRESIGNED), '1h'),
  orphan_age: v.optional(duration, '24h'),
};
