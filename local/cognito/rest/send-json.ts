import type { ServerResponse } from 'node:http';

export function sendJson(response: ServerResponse, statusCode: number, value: object): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(statusCode, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}
