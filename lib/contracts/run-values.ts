import * as v from 'valibot';

/** Becomes a key of tables and a folder of objects: letters, digits and `._-`, not beginning with a dot. */
export const runId = v.pipe(
  v.string(),
  v.maxLength(128, 'at most 128 characters'),
  v.regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/, '1..128 of letters, digits and ._-, not beginning with a dot'),
);

/** Keys hold a step with twelve digits, so that they sort by it. */
export const LAST_STEP = 999_999_999_999;

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
