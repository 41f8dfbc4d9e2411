import * as v from 'valibot';
import { refusalsOf } from './issues.ts';
import { ProblemError } from './problem.ts';

/**
 * Parses a query string. The gateway joins a name given twice by a comma, so a schema meets one text a name.
 * @throws ProblemError 400 naming every parameter that is wrong or unknown
 */
export function readQuery<Query>(
  raw: Readonly<Record<string, string>>,
  schema: v.GenericSchema<unknown, Query>,
): Query {
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  const refusals = refusalsOf(result.issues).map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`);
  throw new ProblemError('invalid_request', `In the query string, ${refusals.join('; ')}`);
}
