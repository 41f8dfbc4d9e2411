import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createAnswerer } from './answer.ts';
import { withCors } from './cors/cors.ts';
import { eventHeaders } from './event/headers.ts';
import { newRequestId } from './event/identifiers.ts';
import type { Exchange } from './exchange.ts';
import { GatewayError } from './http/gateway-error.ts';
import { errorResponse, type GatewayResponse } from './http/gateway-response.ts';
import { ClientGone } from './http/read-body.ts';
import { send } from './http/send.ts';
import { createHttpServer } from './http/server.ts';
import { createObserver } from './observe.ts';
import type { ApiGatewayOptions } from './options.ts';
import { readApi } from './template/read-api.ts';

/** Serves the HTTP API of a template. Throws, at once, for what it could not serve as the template means it. */
export function createApiGateway(options: ApiGatewayOptions): Server {
  const api = readApi(options.resources, options.apiId);
  const answer = createAnswerer(api, options);
  const observe = createObserver(api, options);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = beginExchange(request, options.clock.now());
    const answered = await answer(exchange, response).catch((error: unknown) => refuse(exchange, error));
    const sent = api.cors ? withCors(answered, { cors: api.cors, headers: exchange.headers }) : answered;
    // The stack's time, not the machine's: signers set their clocks by it.
    const date = new Date(options.clock.now()).toUTCString();
    const headers = { ...sent.headers, 'apigw-requestid': exchange.requestId, date };
    send(request, response, { ...sent, headers });
    observe(exchange, sent);
  };

  return createHttpServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy();
      if (!(error instanceof ClientGone)) report(error);
    });
  });
}

const beginExchange = (request: IncomingMessage, now: number): Exchange => ({
  request,
  ...eventHeaders(request.rawHeaders),
  requestId: newRequestId(),
  receivedAt: now,
  method: request.method ?? '',
  sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
  bodyLength: 0,
});

function refuse(exchange: Exchange, error: unknown): GatewayResponse {
  if (error instanceof ClientGone) throw error;
  exchange.error = error instanceof GatewayError ? error : unexpected(error);
  return errorResponse(exchange.error);
}

function unexpected(cause: unknown): GatewayError {
  report(cause);
  return new GatewayError(500, 'Internal Server Error', { cause });
}

function report(error: unknown): void {
  process.stderr.write(`local: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
