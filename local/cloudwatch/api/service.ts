import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { JsonCall, JsonService } from '../../aws-endpoint/service.ts';
import type { Operation, Operations } from './operation.ts';

/** CloudWatch on the wire: AWS JSON 1.0, as @aws-sdk/client-cloudwatch speaks it. */
export function createService(operations: Operations): JsonService {
  const operationOf = ({ operation }: JsonCall): Operation => {
    const found = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (found) return found;
    throw new AwsError('UnknownOperationException', `This local CloudWatch does not support ${operation}`, {
      statusCode: 501,
    });
  };
  return {
    protocol: 'json-1.0',
    targetPrefix: 'GraniteServiceVersion20100801',
    permissions: (call) => {
      operationOf(call);
      return [{ action: `cloudwatch:${call.operation}`, resource: '*' }];
    },
    // A promise, so that what an operation throws is a rejection.
    call: (call) => Promise.resolve().then(() => operationOf(call)(call.input)),
  };
}
