import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { JsonService } from '../../aws-endpoint/service.ts';
import { CALLBACK_OPERATIONS } from './callback-operations.ts';
import { EXECUTION_OPERATIONS } from './execution-operations.ts';
import { HISTORY_OPERATIONS } from './history-operations.ts';
import { MACHINE_OPERATIONS } from './machine-operations.ts';
import { Members } from './members.ts';
import { permission, type Operation, type Operations, type Subject } from './operation.ts';

const OPERATIONS: Operations = {
  ...EXECUTION_OPERATIONS,
  ...HISTORY_OPERATIONS,
  ...MACHINE_OPERATIONS,
  ...CALLBACK_OPERATIONS,
};

/** The API of Step Functions, for what this stack serves. */
export function statesService(subject: Subject): JsonService {
  return {
    protocol: 'json-1.0',
    targetPrefix: 'AWSStepFunctions',
    permissions: ({ operation, input }) => {
      const resource = find(operation).resource(new Members(input));
      return resource === undefined ? [] : [permission(operation, resource)];
    },
    call: ({ operation, input }) =>
      new Promise((resolve) => {
        resolve(find(operation).call(new Members(input), subject));
      }),
  };
}

function find(operation: string): Operation {
  const found = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (found) return found;
  throw new AwsError(
    'UnknownOperationException',
    `${operation} of Step Functions is not served by this local stack; it serves ${Object.keys(OPERATIONS).join(', ')}`,
    { statusCode: 501 },
  );
}
