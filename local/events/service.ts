import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { JsonCall, JsonService } from '../aws-endpoint/service.ts';
import type { Context } from './context.ts';
import type { Operation } from './operation.ts';
import { putEventsOperation } from './put-events.ts';
import { ruleOperations } from './rule-operations.ts';
import { targetOperations } from './target-operations.ts';
import { testEventPatternOperation } from './test-event-pattern.ts';

/** Amazon EventBridge over AWS JSON 1.1. */
export function createEventsService(context: Context): JsonService {
  const operations = new Map<string, Operation>(
    Object.entries({
      ...putEventsOperation(context),
      ...ruleOperations(context),
      ...targetOperations(context),
      ...testEventPatternOperation(),
    }),
  );
  const find = ({ operation }: JsonCall): Operation => {
    const found = operations.get(operation);
    if (found) return found;
    throw new AwsError('UnknownOperationException', `EventBridge ${operation} is not supported here`, {
      statusCode: 501,
    });
  };
  return {
    protocol: 'json-1.1',
    targetPrefix: 'AWSEvents',
    permissions: (call) => find(call).permissions(call),
    call: async (call) => await find(call).run(call),
  };
}
