import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AwsError } from '../aws-endpoint/aws-error.ts';

/** An answer of the REST API. */
export interface Reply {
  readonly statusCode: number;
  readonly requestId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
}

export function sendReply(response: ServerResponse, { statusCode, requestId, headers, body }: Reply): void {
  const bytes = Buffer.from(body);
  response.writeHead(statusCode, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    'x-amzn-requestid': requestId ?? randomUUID(),
    ...headers,
  });
  response.end(bytes);
}

export function sendError(response: ServerResponse, { code, message, statusCode, fields }: AwsError): void {
  sendReply(response, {
    statusCode,
    headers: { 'x-amzn-errortype': code },
    body: JSON.stringify({ Type: 'User', message, ...fields }),
  });
}
