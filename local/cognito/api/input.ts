import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';

/** The call's input as the schema has it. Throws AwsError InvalidParameterException. */
export function parseCall<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'input'}: ${issue.message}`);
  throw new AwsError('InvalidParameterException', problems.join('; '));
}

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

export const OfPool = v.object({ UserPoolId: v.string() });
export const OfUser = v.object({ UserPoolId: v.string(), Username: Name });
export const OfUserAndGroup = v.object({ UserPoolId: v.string(), Username: Name, GroupName: Name });
export const Page = v.object({
  Limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60)), 60),
  NextToken: v.optional(v.string()),
});
