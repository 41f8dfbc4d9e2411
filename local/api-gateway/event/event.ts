import type { Environment } from '../../cloud-assembly/resource.ts';
import type { Exchange } from '../exchange.ts';
import { eventBody } from './event-body.ts';
import { commonLogTime } from './event-time.ts';
import { newTraceId } from './identifiers.ts';
import { queryParameters } from './query.ts';

export interface EventParts {
  readonly apiId: string;
  readonly environment: Environment;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * The function's event, as JSON text. Source: "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway",
 * payload format 2.0.
 */
export function buildEvent(exchange: Exchange, parts: EventParts): string {
  const { headers, cookies, target, stage, route } = exchange;
  const parameters = queryParameters(target?.query ?? '');
  return JSON.stringify({
    version: '2.0',
    routeKey: route?.key.text,
    rawPath: target?.decodedPath,
    rawQueryString: target?.query,
    ...(cookies.length > 0 && { cookies }),
    headers: eventHeadersOf(exchange, parts.body),
    ...(parameters && { queryStringParameters: parameters }),
    requestContext: requestContext(exchange, parts),
    ...(Object.keys(parts.pathParameters).length > 0 && { pathParameters: parts.pathParameters }),
    ...eventBody(parts.body, headers),
    ...(stage?.variables && { stageVariables: stage.variables }),
  });
}

function requestContext(exchange: Exchange, { apiId, environment }: EventParts): object {
  const { headers, request, receivedAt, method, authorizer } = exchange;
  const domainName = domainOf(exchange, apiId, environment);
  return {
    accountId: environment.account,
    apiId,
    ...(authorizer && { authorizer }),
    domainName,
    domainPrefix: domainName.split('.')[0],
    http: {
      method,
      path: exchange.target?.decodedPath,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: exchange.sourceIp,
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: exchange.requestId,
    routeKey: exchange.route?.key.text,
    stage: exchange.stage?.name,
    time: commonLogTime(receivedAt),
    timeEpoch: receivedAt,
  };
}

/** What the client called it; HTTP/1.0 need not say. */
export const domainOf = ({ headers }: Exchange, apiId: string, { region }: Environment): string =>
  headers['host'] ?? `${apiId}.execute-api.${region}.amazonaws.com`;

/** API Gateway tells where a request came from, and counts its body. */
function eventHeadersOf({ headers, request, receivedAt, sourceIp }: Exchange, body: Buffer): object {
  const forwardedFor = headers['x-forwarded-for'];
  return {
    ...headers,
    'content-length': String(body.length),
    'x-amzn-trace-id': headers['x-amzn-trace-id'] ?? newTraceId(receivedAt),
    'x-forwarded-for': forwardedFor === undefined ? sourceIp : `${forwardedFor}, ${sourceIp}`,
    'x-forwarded-port': String(request.socket.localPort ?? 80),
    'x-forwarded-proto': 'http',
  };
}
