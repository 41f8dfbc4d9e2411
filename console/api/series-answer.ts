import * as v from 'valibot';
import { chartAnswer } from '../../lib/contracts/answers/runs.ts';

const isValue = (value: unknown): boolean => value === null || typeof value === 'number';

/** A schema for each of half a million values takes the page a quarter of a second; one look at each takes some ms. */
const values = v.custom<readonly (number | null)[]>(
  (given) => Array.isArray(given) && given.every(isValue),
  'numbers and nulls',
);

const steps = v.custom<readonly number[]>(
  (given) => Array.isArray(given) && given.every((step) => typeof step === 'number'),
  'numbers',
);

/** GET /v1/runs/{run}/metrics, as the API's own schema has it. */
export const seriesAnswer = v.object({
  ...chartAnswer.entries,
  steps,
  columns: v.record(v.string(), values),
});
