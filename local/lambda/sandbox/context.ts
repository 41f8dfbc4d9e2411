import type { SandboxRequest } from './protocol.ts';

/** The handler's second argument, with the fields that the runtime for Node.js 24 gives it. */
export function invocationContext({ requestId, functionArn, timeoutMs }: SandboxRequest): object {
  const env = process.env;
  // Real time, like the time-out itself: moving the stack's clock does not use up an invocation's time.
  const deadline = performance.now() + timeoutMs;
  return {
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: functionArn,
    awsRequestId: requestId,
    tenantId: undefined,
    xRayTraceId: undefined,
    getRemainingTimeInMillis: () => Math.floor(deadline - performance.now()),
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
  };
}
