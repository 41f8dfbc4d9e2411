import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';

/** Input fields as the API Reference of CloudWatch Logs bounds them. */
export const fields = {
  groupName: v.pipe(v.string(), v.regex(/^[.\-_/#A-Za-z0-9]{1,512}$/, 'is not a log group name')),
  streamName: v.pipe(v.string(), v.regex(/^[^:*]{1,512}$/, 'is not a log stream name')),
  time: v.pipe(v.number(), v.integer(), v.minValue(0)),
  token: v.pipe(v.string(), v.regex(/^[bf]\/\d{1,15}$/, 'is not a token this service gave')),
  limit: (most: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most)), most),
};

/** Anything that is missing, of another type, or not supported here is refused. */
export function parseInput<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new AwsError('InvalidParameterException', `${v.getDotPath(issue) ?? 'input'}: ${issue.message}`);
}
