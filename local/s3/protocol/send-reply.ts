import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Reply } from './reply.ts';
import type { S3Request } from './s3-request.ts';
import { xmlDocument, type XmlElement } from './xml-writer.ts';

/** Sends a reply to its end, or until the caller goes away. */
export async function sendReply(
  response: ServerResponse,
  { statusCode, headers = {}, body }: Reply,
): Promise<void> {
  try {
    response.writeHead(statusCode, { ...headers, ...lengthOf(body), 'x-amz-request-id': randomUUID() });
    if (typeof body === 'object') await sendContent(response, body.bytes);
    else response.end(body);
  } finally {
    if (typeof body === 'object') await body.close();
  }
}

async function sendContent(response: ServerResponse, bytes: AsyncIterable<Buffer>): Promise<void> {
  try {
    await pipeline(Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 }), response);
  } catch (error) {
    // A caller that hangs up in the middle of a download is no fault of ours.
    if (!isPrematureClose(error)) throw error;
  }
}

const isPrematureClose = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_STREAM_PREMATURE_CLOSE';

function lengthOf(body: Reply['body']): Record<string, number> {
  return typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {};
}

/** An error as S3 words it; the answer to HEAD has no body to word it in. */
export function errorReply(error: AwsError, request: Pick<S3Request, 'method' | 'http'>): Reply {
  if (request.method === 'HEAD') return { statusCode: error.statusCode };
  const fields = Object.entries(error.fields).map(([name, value]): XmlElement => [name, String(value)]);
  const resource = (request.http.url ?? '').split('?', 1)[0] ?? '';
  const body = xmlDocument(
    'Error',
    [['Code', error.code], ['Message', error.message], ...fields, ['Resource', resource]],
    null,
  );
  return { statusCode: error.statusCode, headers: { 'content-type': 'application/xml' }, body };
}
