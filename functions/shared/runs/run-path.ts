import * as v from 'valibot';
import { runId } from '../../../lib/contracts/run-values.ts';
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
