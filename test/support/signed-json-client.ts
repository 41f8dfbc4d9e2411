import type { LocalStack } from '../../local/stack.ts';
import { aSigner, httpRequest } from '../unit/local/iam/sigv4/signer.ts';
import { AwsJsonError, type AwsJsonClient } from './aws-json-client.ts';

interface SignedJsonOptions {
  readonly protocol?: 'json-1.0' | 'json-1.1';
  /** Default: of root. */
  readonly credentials?: LocalStack['root']['credentials'];
}

/** Calls `AmazonSQS.ReceiveMessage` and the like: for services whose SDK package is not installed. */
export type SignedJsonClient = AwsJsonClient;

export function signedJsonClient(
  { awsUrl, root, region, clock }: LocalStack,
  { protocol = 'json-1.0', credentials = root.credentials }: SignedJsonOptions = {},
): SignedJsonClient {
  // Only API routes and S3 look at the service that a signature is for.
  const signer = aSigner({ service: 'any', region, credentials });
  return async <Output>(target: string, input: object = {}) => {
    const unsigned = httpRequest({
      method: 'POST',
      headers: {
        host: new URL(awsUrl).host,
        'content-type': `application/x-amz-${protocol}`,
        'x-amz-target': target,
      },
      body: JSON.stringify(input),
    });
    const { headers } = await signer.sign(unsigned, { signingDate: new Date(clock.now()) });
    const response = await fetch(awsUrl, { method: 'POST', headers, body: unsigned.body });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer as Output;
    throw new AwsJsonError(String(answer['__type']), String(answer['message']), response.status);
  };
}
