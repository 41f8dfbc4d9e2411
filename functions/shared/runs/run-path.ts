import * as v from 'valibot';
import { runId, stepNumber } from '../../../lib/contracts/run-values.ts';
import { ProblemError } from '../problem.ts';

/**
 * The run that a path names.
 * @throws ProblemError 404: no run has a name that no run may have
 */
export function runOf({ run = '' }: Readonly<Record<string, string>>): string {
  const parsed = v.safeParse(runId, run);
  if (!parsed.success)
    throw new ProblemError('not_found', `There is no run ${JSON.stringify(run.slice(0, 200))}`);
  return parsed.output;
}

/** A step of a query string. */
export const stepText = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9]\d{0,11})$/, 'a step: 0 or more'),
  v.transform(Number),
  stepNumber,
);
