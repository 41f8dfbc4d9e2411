import middy, { type MiddlewareObj } from '@middy/core';
import type {
  APIGatewayProxyEventV2WithRequestContext,
  APIGatewayEventRequestContextV2,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { PROBLEMS } from '../../lib/contracts/problems.ts';
import { callerOf, type Authorizer } from './caller.ts';
import { toProblem } from './errors-to-problems.ts';
import type { ApiResponse } from './http.ts';
import type { Logger } from './log.ts';
import { revalidated } from './revalidated.ts';
import type { MetricWriter } from './metrics.ts';
import { problemResponse } from './problem.ts';
import type { BoundRoute, RawRequest } from './route.ts';

interface Context extends APIGatewayEventRequestContextV2 {
  readonly authorizer?: Authorizer;
}

export type ApiEvent = APIGatewayProxyEventV2WithRequestContext<Context>;
export type ApiResult = APIGatewayProxyStructuredResultV2;

export interface Surroundings {
  readonly log: Logger;
  readonly metrics: MetricWriter;
}

/** The handler of a function that serves routes of the HTTP API. Build it once, at module scope. */
export function apiFunction(routes: Readonly<Record<string, BoundRoute>>, surroundings: Surroundings) {
  const serve = async (event: ApiEvent): Promise<ApiResult> => {
    const bound = routes[event.routeKey];
    if (!bound) throw new Error(`The API sends ${event.routeKey} here, which this function does not serve`);
    const request = toRequest(event);
    return toResult(revalidated(request, await bound(request)));
  };
  return middy<ApiEvent, ApiResult>(serve).use(problemJson(surroundings));
}

/** Every error leaves as problem+json; what is our fault is logged and counted, once, here. */
function problemJson({ log, metrics }: Surroundings): MiddlewareObj<ApiEvent, ApiResult> {
  return {
    onError: (request) => {
      const { rawPath, requestContext } = request.event;
      const occasion = { path: rawPath, requestId: requestContext.requestId };
      const problem = toProblem(request.error);
      if (PROBLEMS[problem.code].status >= 500) {
        log.error(problem.code, request.error, { ...occasion });
        metrics([{ name: METRICS.serverErrors, value: 1 }]);
      }
      request.response = toResult(problemResponse(problem, occasion));
    },
  };
}

function toRequest(event: ApiEvent): RawRequest {
  return {
    raw: {
      headers: event.headers,
      isBase64Encoded: event.isBase64Encoded,
      ...(event.body === undefined ? {} : { body: event.body }),
    },
    method: event.requestContext.http.method,
    rawPath: event.rawPath,
    path: defined(event.pathParameters),
    query: defined(event.queryStringParameters),
    headers: defined(event.headers),
    caller: callerOf(event.requestContext.authorizer),
  };
}

function defined(record: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function toResult({ status, headers, body, text, bytes }: ApiResponse): ApiResult {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', ...headers },
    ...(bytes
      ? { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true }
      : { body: text ?? JSON.stringify(body) }),
  };
}
