import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayResponse } from './gateway-response.ts';

/** How much of an unread body is thrown away, and for how long, so that the client can read the answer. */
const DISCARD_LIMIT_BYTES = 64 * 1024 * 1024;
const DISCARD_LIMIT_MS = 2000;

export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { statusCode, headers, cookies, body }: GatewayResponse,
): void {
  const unread = !request.complete && hasBody(request);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies.concat(headers['set-cookie'] ?? []));
  if (unread) response.setHeader('connection', 'close');
  if (mayHaveBody(statusCode)) response.setHeader('content-length', body.length);
  response.writeHead(statusCode);
  if (!unread) response.end(body);
  else endWhenDiscarded(request, response, body);
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const mayHaveBody = (statusCode: number): boolean => statusCode !== 204 && statusCode !== 304;

/** Closing while the client still sends would reset the connection under the answer. */
function endWhenDiscarded(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  let discarded = 0;
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, DISCARD_LIMIT_MS);
  response.write(body);
  request
    .on('data', (chunk: Buffer) => {
      discarded += chunk.length;
      if (discarded > DISCARD_LIMIT_BYTES) end();
    })
    .once('end', end)
    .once('close', end)
    .on('error', end)
    .resume();
}
