import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';

/** Parses what a client sent. Throws ValidationException. */
export function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? 'input';
  const reason = issue.expected === 'never' ? 'is not supported' : issue.message;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${reason}`,
  );
}
