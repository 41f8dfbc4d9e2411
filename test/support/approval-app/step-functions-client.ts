import type { LocalStack } from '../../../local/stack.ts';
import type { AwsJsonClient } from '../aws-json-client.ts';
import { signedJsonClient } from '../signed-json-client.ts';

/** Step Functions over the wire, for root: its SDK package is not installed. */
export function stepFunctionsClient(stack: LocalStack): AwsJsonClient {
  const call = signedJsonClient(stack);
  return (operation, input) => call(`AWSStepFunctions.${operation}`, input);
}
