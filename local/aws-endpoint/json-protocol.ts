import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import type { AwsError } from './aws-error.ts';
import type { JsonService } from './service.ts';

type Protocol = JsonService['protocol'];

export function sendJson(response: ServerResponse, protocol: Protocol, output: unknown): void {
  send(response, { protocol, statusCode: 200, body: JSON.stringify(output ?? {}) });
}

/** The SDK reads the error's name from `__type`; most services say `message`, and the SDK takes either case. */
export function sendJsonError(response: ServerResponse, protocol: Protocol, error: AwsError): void {
  const body = JSON.stringify({ __type: error.code, message: error.message, ...error.fields });
  send(response, { protocol, statusCode: error.statusCode, body });
}

function send(
  response: ServerResponse,
  answer: { protocol: Protocol; statusCode: number; body: string },
): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.statusCode, {
    'content-type': `application/x-amz-${answer.protocol}`,
    'content-length': bytes.length,
    'x-amzn-requestid': randomUUID(),
    // DynamoDB clients compare it; the other services' clients ignore it.
    'x-amz-crc32': String(crc32(bytes)),
  });
  response.end(bytes);
}
