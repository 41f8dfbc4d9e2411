import { AwsError } from '../aws-endpoint/aws-error.ts';
import { performCall, type CallSurroundings } from '../aws-endpoint/perform-call.ts';
import type { JsonService } from '../aws-endpoint/service.ts';
import type { AwsService, CallAws } from '../states/states-api.ts';

/** Calls that state machines make: as their role, with its permissions, and with the faults of any other call. */
export function createAwsCalls(
  services: () => Readonly<Record<AwsService, JsonService>>,
  surroundings: CallSurroundings,
): CallAws {
  return async ({ service, operation, input, roleArn }) => {
    const call = { operation, input, principal: { arn: roleArn } };
    const performed = await performCall(services()[service], call, surroundings);
    if (performed !== 'reset') return performed.output;
    throw new AwsError('SdkClientException', `The connection was reset during ${service}:${operation}`);
  };
}
