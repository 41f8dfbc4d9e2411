import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { AwsError } from './aws-error.ts';

export interface Body {
  /** The bytes as sent: what a signature covers. */
  readonly wire: Buffer;
  /** The bytes as meant: the SDK gzips large PutMetricData calls. */
  readonly content: Buffer;
}

export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) {
      throw new AwsError('RequestEntityTooLargeException', `The body is larger than ${limitBytes} bytes`, {
        statusCode: 413,
      });
    }
    chunks.push(chunk);
  }
  const wire = Buffer.concat(chunks);
  return { wire, content: request.headers['content-encoding'] === 'gzip' ? gunzip(wire, limitBytes) : wire };
}

function gunzip(wire: Buffer, limitBytes: number): Buffer {
  try {
    return gunzipSync(wire, { maxOutputLength: limitBytes });
  } catch (cause) {
    throw new AwsError('SerializationException', `The gzipped body could not be read: ${String(cause)}`);
  }
}
