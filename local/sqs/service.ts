import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { JsonCall, JsonService } from '../aws-endpoint/service.ts';
import type { Context } from './context.ts';
import type { Operation } from './operation.ts';
import { queueOperations } from './queue-operations.ts';
import { receiveOperations } from './receive-operations.ts';
import { sendOperations } from './send-operations.ts';

/** Amazon SQS over AWS JSON 1.0. */
export function createSqsService(context: Context): JsonService {
  const operations = new Map<string, Operation>(
    Object.entries({
      ...queueOperations(context),
      ...sendOperations(context),
      ...receiveOperations(context),
    }),
  );
  const find = ({ operation }: JsonCall): Operation => {
    const found = operations.get(operation);
    if (found) return found;
    throw new AwsError('UnknownOperationException', `SQS ${operation} is not supported here`, {
      statusCode: 501,
    });
  };
  return {
    protocol: 'json-1.0',
    targetPrefix: 'AmazonSQS',
    permissions: (call) => find(call).permissions(call),
    call: async (call) => await find(call).run(call),
  };
}
