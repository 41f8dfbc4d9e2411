import type { JsonCall, JsonService } from '../aws-endpoint/service.ts';

/** A call of a service that speaks JSON, after it has succeeded. */
export interface ObservedCall {
  /** The first action that IAM had to allow: `dynamodb:PutItem`. A transaction has several. */
  readonly action: string;
  readonly operation: string;
  /** ARN of who called. */
  readonly caller: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: unknown;
}

export type CallObserver = (call: ObservedCall) => void;

const DYNAMODB = 'DynamoDB_20120810';

/** Tells of each call; DynamoDB is made to say what it consumed. */
export function observed(service: JsonService, observe: CallObserver | undefined): JsonService {
  if (!observe) return service;
  const { protocol, targetPrefix } = service;
  const asked = (call: JsonCall): JsonCall =>
    targetPrefix === DYNAMODB && hasCapacity(call.operation)
      ? { ...call, input: { ReturnConsumedCapacity: 'TOTAL', ...call.input } }
      : call;
  return {
    protocol,
    targetPrefix,
    permissions: (call) => service.permissions(call),
    call: async (call) => {
      const output = await service.call(asked(call));
      const { operation, input, principal } = call;
      const action = service.permissions(call)[0]?.action ?? operation;
      observe({ action, operation, caller: principal.arn, input, output });
      return output;
    },
  };
}

const hasCapacity = (operation: string): boolean => /Items?$|^Query$|^Scan$/.test(operation);
