import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { GatewayError } from './gateway-error.ts';
import { errorResponse } from './gateway-response.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Above our own limit, so that it is we who answer 414 and 431 to all but absurd sizes. */
const PARSER_HEAD_LIMIT_BYTES = 128 * 1024;
const HEAD_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const TIMEOUT_CHECK_MS = 1000;
/** Node's 5 s are less than a busy machine stands still: its caller then reuses what is just being closed. */
const IDLE_CONNECTION_MS = 300_000;

/** An HTTP/1.1 server that answers what it cannot read, too, and waits for nobody for ever. */
export function createHttpServer(handle: Handler): Server {
  const server = createServer(
    {
      maxHeaderSize: PARSER_HEAD_LIMIT_BYTES,
      headersTimeout: HEAD_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      keepAliveTimeout: IDLE_CONNECTION_MS,
    },
    handle,
  );
  // `Expect: 100-continue` is answered when the body is wanted, so that a refusal saves the upload.
  server.on('checkContinue', handle);
  server.on('clientError', answerUnreadable);
  return server;
}

function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const { statusCode, body } = errorResponse(problemOf(error.code));
  socket.end(
    `HTTP/1.1 ${statusCode} \r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body.toString()}`,
  );
}

function problemOf(code: string | undefined): GatewayError {
  if (code === 'HPE_HEADER_OVERFLOW') return new GatewayError(431, 'Request Header Fields Too Large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new GatewayError(408, 'Request Timeout');
  return new GatewayError(400, 'Bad Request');
}
