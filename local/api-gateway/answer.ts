import type { ServerResponse } from 'node:http';
import { comesFromThisMachine } from '../iam/loopback.ts';
import type { AuthorizerRequest } from './authorizers/authorizer.ts';
import { chooseAuthorizer } from './authorizers/choose-authorizer.ts';
import { isPreflight, preflightResponse } from './cors/cors.ts';
import { buildEvent } from './event/event.ts';
import type { Exchange } from './exchange.ts';
import { GatewayError } from './http/gateway-error.ts';
import type { GatewayResponse } from './http/gateway-response.ts';
import { checkAnnouncedLength, checkHead } from './http/limits.ts';
import { readBody } from './http/read-body.ts';
import { parseTarget, type RequestTarget } from './http/request-target.ts';
import { callIntegration } from './integration/invoke.ts';
import type { ApiGatewayOptions } from './options.ts';
import { createRouter, type RouteMatch } from './routing/router.ts';
import { findStage, type StagePath } from './stage-of.ts';
import type { ApiModel, Route } from './template/api-model.ts';
import { createThrottling } from './throttling/throttling.ts';

/** Notes in the exchange what it learns. Throws GatewayError for what the gateway answers by itself, and ClientGone. */
export type Answerer = (exchange: Exchange, response: ServerResponse) => Promise<GatewayResponse>;

export function createAnswerer(api: ApiModel, options: ApiGatewayOptions): Answerer {
  const router = createRouter(api.routes);
  const throttle = createThrottling(api.stages, api.routes, options.clock);
  const authorizers = new Map(
    api.routes.map((route) => [route, chooseAuthorizer(route, { ...options, apiId: api.apiId })]),
  );

  return async (exchange, response) => {
    admit(exchange, options.noAuth === true);
    const target = parseTarget(exchange.request.url ?? '');
    exchange.target = target;
    if (api.cors && isPreflight(exchange.method, exchange.headers)) {
      return preflightResponse(api.cors, exchange.headers);
    }
    const place = findStage(api.stages, target);
    const match = place && router.match(exchange.method, place.segments);
    if (place) exchange.stage = place.stage;
    if (!match) throw new GatewayError(404, 'Not Found');
    exchange.route = match.route;
    throttle(place.stage, match.route);
    const body = once(() => receive(exchange, response));
    const authorizer = authorizers.get(match.route);
    if (authorizer) {
      exchange.authorizer = await authorizer(authorizerRequest(exchange, { target, place, body }));
    }
    return forward(exchange, { api, match, body: await body() }, options);
  };
}

function admit({ request }: Exchange, noAuth: boolean): void {
  checkHead(request);
  checkAnnouncedLength(request);
  if (noAuth && !comesFromThisMachine(request.headers)) {
    const cause = 'without authorization, Host and Origin must be loopback names';
    throw new GatewayError(403, 'Forbidden', { responseType: 'ACCESS_DENIED', cause });
  }
}

interface Reading {
  readonly target: RequestTarget;
  readonly place: StagePath;
  readonly body: () => Promise<Buffer>;
}

const authorizerRequest = (
  { request, headers, method }: Exchange,
  { target, place, body }: Reading,
): AuthorizerRequest => ({
  request,
  headers,
  target,
  resource: `${place.stage.name}/${method}/${place.path}`,
  body,
});

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= read());
}

async function receive(exchange: Exchange, response: ServerResponse): Promise<Buffer> {
  if (exchange.request.headers.expect !== undefined) response.writeContinue();
  const body = await readBody(exchange.request);
  exchange.bodyLength = body.length;
  return body;
}

interface Forwarded {
  readonly api: ApiModel;
  readonly match: RouteMatch<Route>;
  readonly body: Buffer;
}

function forward(
  exchange: Exchange,
  { api, match, body }: Forwarded,
  options: ApiGatewayOptions,
): Promise<GatewayResponse> {
  const { environment } = options;
  const { route, pathParameters } = match;
  const event = buildEvent(exchange, { apiId: api.apiId, environment, pathParameters, body });
  return callIntegration(exchange, { route, event }, options);
}
