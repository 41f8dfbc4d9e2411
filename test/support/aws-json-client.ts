/** What an AWS JSON service answered with an error status: `name` is the error's code, as in the SDKs. */
export class AwsJsonError extends Error {
  override readonly name: string;
  readonly statusCode: number;

  constructor(code: string, message: string, statusCode: number) {
    super(message);
    this.name = code;
    this.statusCode = statusCode;
  }
}

/** Calls one operation. The answer is read as `Output`: say in the test what it should be. */
export type AwsJsonClient = <Output = Record<string, unknown>>(
  operation: string,
  input?: object,
) => Promise<Output>;

/** A client for services whose SDK package is not installed. It signs nothing: serve with the open gatekeeper. */
export function awsJsonClient(
  url: string,
  { targetPrefix, protocol }: { targetPrefix: string; protocol: 'json-1.0' | 'json-1.1' },
): AwsJsonClient {
  return async <Output>(operation: string, input: object = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': `application/x-amz-${protocol}`,
        'x-amz-target': `${targetPrefix}.${operation}`,
      },
      body: JSON.stringify(input),
    });
    const answer = JSON.parse(await response.text()) as Record<string, unknown>;
    if (response.ok) return answer as Output;
    throw new AwsJsonError(String(answer['__type']), String(answer['message']), response.status);
  };
}
