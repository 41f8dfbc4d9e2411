import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import { refuseOtherTypes } from '../iam/template/parse-properties.ts';
import { keptEvents, type AsyncEvent } from './async-event.ts';
import { createAsyncInvocations } from './async-invocations.ts';
import type { Attempt } from './async-schedule.ts';
import { openEventStore } from './event-store.ts';
import { createFunctions, NO_FUNCTIONS, type Functions } from './functions.ts';
import { readInvokeConfigs } from './invoke-config.ts';
import type { Lambda, LambdaOptions } from './lambda-options.ts';
import type { Invocation } from './invoker.ts';
import { createFunctionPermissions } from './permissions.ts';
import { createRestService } from './rest-service.ts';

/** Event sources are SQS's. */
const TYPES = ['Alias', 'EventInvokeConfig', 'EventSourceMapping', 'Function', 'Permission', 'Version'].map(
  (type) => `AWS::Lambda::${type}`,
);

/** Lambda for the functions of a template: see docs/local-stack.md for what it serves and what it refuses. */
export function createLambda(options: LambdaOptions): Lambda {
  const { clock, queues } = options;
  let functions: Functions = NO_FUNCTIONS;
  let closed: Promise<void> | undefined;
  let configOf: ReturnType<typeof readInvokeConfigs> = readInvokeConfigs([]);
  const { authorizeInvoke, ...permissions } = createFunctionPermissions(options.environment);
  const store = openEventStore(options.stateDir);
  const asyncInvocations = createAsyncInvocations({
    ...{ clock, queues, store },
    attempt: (event) => attempt(functions, event),
  });

  const findForEvent = (functionName: string) => {
    const target = functions.find(functionName);
    return { target, config: configOf(target.definition, target.qualifier) };
  };
  const invokeAsync: Lambda['invokeAsync'] = (functionName, payload) => {
    const found = findForEvent(functionName);
    refuseLargeEvent(payload);
    const requestId = randomUUID();
    asyncInvocations.take({ ...found, requestId, payload, takenAt: clock.now(), tries: 0 });
    return { requestId };
  };
  const closeAll = async (): Promise<void> => {
    asyncInvocations.close();
    await functions.close();
    store.close();
  };
  return {
    invoke: (functionName, payload) => invoke(functions, functionName, payload),
    invokeAsync,
    authorizeInvoke,
    restService: createRestService({ options, functions: () => functions, invokeAsync }),
    provision: (resources) => {
      if (functions !== NO_FUNCTIONS) throw new Error('The functions are provisioned already');
      refuseOtherTypes(resources, 'AWS::Lambda::', TYPES);
      configOf = readInvokeConfigs(resources);
      permissions.provision(resources);
      functions = createFunctions(options, resources);
      asyncInvocations.resume(keptEvents(store, findForEvent));
    },
    close: () => {
      closed ??= closeAll();
      return closed;
    },
  };
}

async function invoke(functions: Functions, functionName: string, payload: string): Promise<Invocation> {
  const requestId = randomUUID();
  const result = await functions.run(functions.find(functionName), { requestId, payload });
  const failed = result.failure && { functionError: 'Unhandled' as const };
  return { requestId, payload: result.payload, ...failed };
}

async function attempt(functions: Functions, { target, requestId, payload }: AsyncEvent): Promise<Attempt> {
  try {
    const result = await functions.run(target, { requestId, payload });
    return { payload: result.payload, functionError: result.failure !== undefined };
  } catch (error) {
    if (error instanceof AwsError && error.code === 'TooManyRequestsException') return 'throttled';
    throw error;
  }
}

/** "Lambda quotas": events are smaller than synchronous payloads. */
const MOST_EVENT_BYTES = 1_048_576;

function refuseLargeEvent(payload: string): void {
  if (Buffer.byteLength(payload) <= MOST_EVENT_BYTES) return;
  const message = `Request must be smaller than ${MOST_EVENT_BYTES} bytes for the InvokeFunction operation`;
  throw new AwsError('RequestTooLargeException', message, { statusCode: 413 });
}
