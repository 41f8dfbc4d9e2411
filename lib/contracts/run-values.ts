import * as v from 'valibot';

/** Becomes a key of tables and a folder of objects: letters, digits and `._-`, not beginning with a dot. */
export const runId = v.pipe(
  v.string(),
  v.maxLength(128, 'at most 128 characters'),
  v.regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/, '1..128 of letters, digits and ._-, not beginning with a dot'),
);

/** Keys hold a step with twelve digits, so that they sort by it. */
export const LAST_STEP = 999_999_999_999;

/** Rollouts are rounded up, and people train on; ten times as far is no step of this run but something in another unit. */
const MOST_TIMES_AS_FAR = 10;
/** More than a rollout of any size that is used. */
const LEAST_ROOM = 10_000;

/** No step of a run is beyond this one, as far as the run says how many it is to have. */
export function furthestStep(totalSteps: number | undefined): number {
  if (totalSteps === undefined) return LAST_STEP;
  return Math.min(Math.max(totalSteps * MOST_TIMES_AS_FAR, totalSteps + LEAST_ROOM), LAST_STEP);
}

/** A global step of a trainer: 0, 1, 2... */
export const stepNumber = v.pipe(
  v.number(),
  v.integer('a whole number'),
  v.minValue(0, '0 or more'),
  v.maxValue(LAST_STEP, `at most ${LAST_STEP}`),
);

/** Attempts count from 1; keys hold five digits. */
export const attemptNumber = v.pipe(
  v.number(),
  v.integer('a whole number'),
  v.minValue(1, '1 or more'),
  v.maxValue(99_999, 'at most 99999'),
);
