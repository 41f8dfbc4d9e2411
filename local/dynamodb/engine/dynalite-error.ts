import { AwsError } from '../../aws-endpoint/aws-error.ts';

/** dynalite's errors carry what AWS sends: {__type: 'com.amazonaws.dynamodb.v20120810#Name', message}. */
export function toAwsError(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error)) return error;
  const body: unknown = error.body;
  if (typeof body !== 'object' || body === null || !('__type' in body)) return error;
  const code = String(body.__type).replace(/^.*#/, '');
  return new AwsError(code, messageOf(body) ?? error.message);
}

/** Runs `work`, and throws dynalite's errors as AWS's. */
export function withAwsErrors<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw toAwsError(error);
  }
}

function messageOf(body: object): string | undefined {
  if ('message' in body) return String(body.message);
  return 'Message' in body ? String(body.Message) : undefined;
}
