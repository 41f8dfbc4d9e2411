import type { LocalStack } from '../../../local/stack.ts';
import { aSigner, httpRequest } from '../../unit/local/iam/sigv4/signer.ts';
import { AwsJsonError, type AwsJsonClient } from '../aws-json-client.ts';

/** Step Functions over the wire, for root: its SDK package is not installed. */
export function stepFunctionsClient({ awsUrl, root, region, clock }: LocalStack): AwsJsonClient {
  const { credentials } = root;
  const signer = aSigner({ service: 'states', region, credentials });
  return async <Output>(operation: string, input: object = {}) => {
    const unsigned = httpRequest({
      method: 'POST',
      headers: {
        host: new URL(awsUrl).host,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AWSStepFunctions.${operation}`,
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
