import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';

/** What an operation answers to a parameter it does not take. The older operations have their own names for it. */
export type Refusal = 'InvalidParameterValueException' | 'ValidationException';

export function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  refusal: Refusal,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  throw asAwsError(result.issues[0], refusal);
}

function asAwsError(issue: v.BaseIssue<unknown>, refusal: Refusal): AwsError {
  const name = parameterName(issue);
  const isKey = issue.type === 'strict_object' && issue.path;
  if (isKey && issue.expected === 'never') {
    return new AwsError(refusal, `The parameter ${name} is not supported by this local CloudWatch`);
  }
  if (isKey) {
    const missing = refusal === 'ValidationException' ? refusal : 'MissingRequiredParameterException';
    return new AwsError(missing, `The parameter ${name} is required.`);
  }
  return new AwsError(refusal, `The parameter ${name} is invalid. ${issue.message}`);
}

/** As CloudWatch names them: `MetricData.member.1.Value`. */
function parameterName({ path }: v.BaseIssue<unknown>): string {
  const keys = path?.map(({ key }) => (typeof key === 'number' ? `member.${key + 1}` : String(key)));
  return keys?.join('.') ?? '';
}
