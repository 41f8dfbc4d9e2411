import * as v from 'valibot';
import { stepNumber } from './run-values.ts';

/** A step of a query string. */
export const stepText = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9]\d{0,11})$/, 'a step: 0 or more'),
  v.transform(Number),
  stepNumber,
);

/** GET /v1/runs/{run}/schedule?step=: the next one unless given. */
export const scheduleQuery = v.strictObject({ step: v.exactOptional(stepText) });
