import * as v from 'valibot';
import { CHECKPOINT_STATES } from './checkpoints.ts';
import { pageQuery } from './page-query.ts';
import { stepText } from './step-query.ts';

const numberText = v.pipe(
  v.string(),
  v.regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?([eE][+-]?\d{1,2})?$/, 'a number'),
  v.transform(Number),
);

/** GET /v1/runs/{run}/checkpoints/{sel}; bounds are for the selector `stable`. */
export const stableQuery = v.strictObject({
  kl_threshold: v.optional(numberText),
  reward_min: v.optional(numberText),
  reward_max: v.optional(numberText),
  before_step: v.optional(stepText),
});

/** GET /v1/runs/{run}/checkpoints */
export const checkpointsQuery = v.strictObject({
  ...pageQuery,
  state: v.optional(v.picklist(CHECKPOINT_STATES)),
});
