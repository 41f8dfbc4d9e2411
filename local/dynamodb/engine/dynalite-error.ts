import { AwsError } from '../../aws-endpoint/aws-error.ts';

/** dynalite's errors carry what AWS sends: {__type: 'com.amazonaws.dynamodb.v20120810#Name', message}. */
export function toAwsError(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error)) return error;
  const body: unknown = error.body;
  if (typeof body !== 'object' || body === null || !('__type' in body)) return error;
  const code = String(body.__type).replace(/^.*#/, '');
  return new AwsError(code, messageOf(body) ?? error.message);
}

/**
 * Runs one of dynalite's checks, and throws its errors as AWS's. A check that falls over has met what it never
 * expects (null where a value must be), which AWS can't read either.
 */
export function withAwsErrors<Result>(check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TypeError)) throw toAwsError(error);
    throw new AwsError('SerializationException', `The request could not be read: ${error.message}`);
  }
}

function messageOf(body: object): string | undefined {
  if ('message' in body) return String(body.message);
  return 'Message' in body ? String(body.Message) : undefined;
}
