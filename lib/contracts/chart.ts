import * as v from 'valibot';

/** More than a screen has pixels, and 3 MB at most; a function may answer 6. */
const MAX_POINTS = 5_000;
/** Below this the widest batch (32 metrics) has no room for the extremes of all of them. */
const FEWEST_POINTS = 100;
const DEFAULT_POINTS = '1000';

const step = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9]\d{0,11})$/, 'a step: a whole number of at most 12 digits'),
  v.transform(Number),
);

const ALLOWED_POINTS = `a whole number from ${FEWEST_POINTS} to ${MAX_POINTS}`;

/** GET /v1/runs/{run}/metrics: steps `from`..`to`, both included, the whole run unless given. */
export const chartQuery = v.strictObject({
  from: v.optional(step, '0'),
  to: v.optional(step),
  max_points: v.pipe(
    v.optional(v.string(), DEFAULT_POINTS),
    v.regex(/^[1-9]\d{0,3}$/, ALLOWED_POINTS),
    v.transform(Number),
    v.minValue(FEWEST_POINTS, ALLOWED_POINTS),
    v.maxValue(MAX_POINTS, ALLOWED_POINTS),
  ),
});
