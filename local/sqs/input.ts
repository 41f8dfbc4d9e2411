import * as v from 'valibot';
import type { AwsError } from '../aws-endpoint/aws-error.ts';
import { invalidParameter, missingParameter } from './errors.ts';

/** Parses what a client sent. Throws MissingRequiredParameterException or InvalidParameterValueException. */
export function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  throw refusal(result.issues[0]);
}

/** An integer in a range, refused in the words of SQS. */
export function integerBetween(least: number, most: number) {
  const reason = `Must be between ${least} and ${most}, if provided.`;
  return v.pipe(v.number(), v.integer(reason), v.minValue(least, reason), v.maxValue(most, reason));
}

function refusal(issue: v.BaseIssue<unknown>): AwsError {
  const path = v.getDotPath(issue) ?? 'input';
  if (issue.input === undefined || issue.input === null) return missingParameter(path);
  if (issue.expected === 'never') return invalidParameter(`The parameter ${path} is not supported.`);
  return invalidParameter(
    `Value ${JSON.stringify(issue.input)} for parameter ${path} is invalid. Reason: ${issue.message}`,
  );
}
