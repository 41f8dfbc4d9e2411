import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Invocation, Invoker } from '../../lambda/invoker.ts';
import type { Exchange } from '../exchange.ts';
import { GatewayError } from '../http/gateway-error.ts';
import type { GatewayResponse } from '../http/gateway-response.ts';
import { tooLarge } from '../http/limits.ts';
import type { Route } from '../template/api-model.ts';
import { parseLambdaResponse } from './lambda-response.ts';

export interface IntegrationOptions {
  readonly invoker: Invoker;
  readonly clock: Clock;
}

/**
 * Asks the route's function. Throws GatewayError 413, 500 and 503, and whatever the invoker throws that is no
 * AwsError. What happened is noted in the exchange.
 */
export async function callIntegration(
  exchange: Exchange,
  { route, event }: { readonly route: Route; readonly event: string },
  { invoker, clock }: IntegrationOptions,
): Promise<GatewayResponse> {
  const startedAt = clock.now();
  const note = (outcome: Omit<NonNullable<Exchange['integration']>, 'latencyMs'>): void => {
    exchange.integration = { latencyMs: clock.now() - startedAt, ...outcome };
  };
  let invocation: Invocation;
  try {
    invocation = await withTimeout(invoker.invoke(route.functionName, event), route.timeoutMs, clock);
  } catch (error) {
    note({ invokeStatus: statusOf(error), error: messageOf(error) });
    throw refusalOf(error);
  }
  const { payload, requestId, functionError } = invocation;
  const response = functionError === undefined ? parseLambdaResponse(payload) : undefined;
  if (response) {
    note({ invokeStatus: 200, requestId, statusCode: response.statusCode });
    return response;
  }
  const problem =
    functionError === undefined
      ? 'The response from the Lambda function is malformed'
      : 'The Lambda function failed';
  note({ invokeStatus: 200, requestId, error: problem });
  throw internalServerError(problem);
}

class IntegrationTimeout extends Error {
  override readonly name = 'IntegrationTimeout';
}

/** The function runs on; nobody waits for it any more. */
async function withTimeout<T>(work: Promise<T>, timeoutMs: number, clock: Clock): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const cancel = clock.setTimer(() => {
    reject(new IntegrationTimeout(`The integration did not answer in ${timeoutMs} ms`));
  }, timeoutMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    cancel();
  }
}

/** HTTP APIs answer 503 where REST APIs answer 504. */
function refusalOf(error: unknown): unknown {
  const throttled = error instanceof AwsError && error.code === 'TooManyRequestsException';
  if (throttled || error instanceof IntegrationTimeout) {
    const responseType = throttled ? 'INTEGRATION_FAILURE' : 'INTEGRATION_TIMEOUT';
    return new GatewayError(503, 'Service Unavailable', { responseType, cause: error });
  }
  if (!(error instanceof AwsError)) return error;
  return error.statusCode === 413 ? tooLarge() : internalServerError(error);
}

const internalServerError = (cause: unknown): GatewayError =>
  new GatewayError(500, 'Internal Server Error', { responseType: 'INTEGRATION_FAILURE', cause });

const statusOf = (error: unknown): number => (error instanceof AwsError ? error.statusCode : 500);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
