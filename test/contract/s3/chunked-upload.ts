import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { rawRequest, type RawAnswer } from './raw-request.ts';
import { ENVIRONMENT, OWNER, type S3World } from './s3-world.ts';
import { Sha256 } from './sha256.ts';

export interface ChunkedUpload {
  readonly path: string;
  readonly chunks: readonly Buffer[];
  /** `name: value`, without the signature. */
  readonly trailer?: readonly [name: string, value: string];
  /** Changes the bytes of the frame before they are sent. */
  readonly spoil?: (frame: string) => string;
}

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** PUTs signed chunks ("Transferring Payload in Multiple Chunks"), which the JavaScript SDK does not. */
export async function putSignedChunks(world: S3World, upload: ChunkedUpload): Promise<RawAnswer> {
  const { path, chunks, trailer } = upload;
  const headers = await signRequest(world, upload);
  const timestamp = headers['x-amz-date'] ?? '';
  const scope = `${timestamp.slice(0, 8)}/${ENVIRONMENT.region}/s3/aws4_request`;
  const key = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${OWNER.secretAccessKey}`);
  let previous = /Signature=([0-9a-f]+)/.exec(headers['authorization'] ?? '')?.[1] ?? '';
  const sign = (kind: string, ...hashes: string[]): string => {
    const toSign = [`AWS4-HMAC-SHA256-${kind}`, timestamp, scope, previous, ...hashes].join('\n');
    previous = hmac(key, toSign).toString('hex');
    return previous;
  };
  const frames = [...chunks, Buffer.alloc(0)].map((chunk) => {
    const signature = sign('PAYLOAD', sha256(''), sha256(chunk));
    const end = chunk.length === 0 ? '' : `${chunk.toString('latin1')}\r\n`;
    return `${chunk.length.toString(16)};chunk-signature=${signature}\r\n${end}`;
  });
  const trailers = trailer
    ? `${trailer.join(':')}\r\nx-amz-trailer-signature:${sign('TRAILER', sha256(`${trailer.join(':')}\n`))}\r\n`
    : '';
  const body = `${frames.join('')}${trailers}\r\n`;
  const sending = rawRequest(world.url, {
    method: 'PUT',
    path,
    headers: { ...headers, 'transfer-encoding': 'chunked' },
  });
  await sending.send(Buffer.from(upload.spoil?.(body) ?? body, 'latin1'));
  return sending.answer();
}

async function signRequest(
  world: S3World,
  { path, chunks, trailer }: ChunkedUpload,
): Promise<Record<string, string>> {
  const { hostname, host } = new URL(world.url);
  const signer = new SignatureV4({
    credentials: OWNER,
    region: ENVIRONMENT.region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const length = chunks.reduce((sum, { length }) => sum + length, 0);
  const { headers } = await signer.sign({
    method: 'PUT',
    protocol: 'http:',
    hostname,
    path,
    query: {},
    headers: {
      host,
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(length),
      'x-amz-content-sha256': `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer ? '-TRAILER' : ''}`,
      ...(trailer && { 'x-amz-trailer': trailer[0] }),
    },
  });
  return headers;
}
