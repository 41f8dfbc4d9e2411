import * as v from 'valibot';
import { MAX_METRICS, MAX_STEPS } from '../metrics-batch.ts';
import { attemptNumber, stepNumber } from '../run-values.ts';

const value = v.nullable(v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])]));

const row = v.pipe(
  v.objectWithRest({ step: stepNumber, reward: value, loss: value }, value),
  v.maxEntries(MAX_METRICS + 1),
);

const column = v.pipe(v.array(value), v.minLength(1), v.maxLength(MAX_STEPS));

const either = { attempt: attemptNumber, return_normalized: v.exactOptional(v.boolean()) };

/**
 * What `metricsRequest` takes, as a schema: that one checks rows and columns by hand, being called all the time. Names of
 * metrics and equal lengths of columns are left to it.
 */
export const metricsBody = v.union([
  v.strictObject({ ...either, steps: v.pipe(v.array(row), v.minLength(1), v.maxLength(MAX_STEPS)) }),
  v.strictObject({
    ...either,
    first_step: stepNumber,
    columns: v.pipe(v.objectWithRest({ reward: column, loss: column }, column), v.maxEntries(MAX_METRICS)),
  }),
]);
