import type { S3Request } from '../protocol/s3-request.ts';
import { invalidArgument, notImplemented } from '../protocol/s3-error.ts';

/** How a body is framed and what its signature says of it. */
export type Payload =
  | { readonly framing: 'plain'; /** Hex; absent for UNSIGNED-PAYLOAD. */ readonly sha256?: string }
  | { readonly framing: 'aws-chunked'; readonly signed: boolean; readonly trailer: boolean };

/** Values of x-amz-content-sha256 (S3 API Reference, "Signature Calculations for the Authorization Header"). */
const STREAMED: ReadonlyMap<string, Payload> = new Map([
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { framing: 'aws-chunked', signed: false, trailer: true }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { framing: 'aws-chunked', signed: true, trailer: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { framing: 'aws-chunked', signed: true, trailer: true }],
]);

/** The last line of the canonical request. A presigned URL leaves the payload unsigned unless it says otherwise. */
export function payloadHash({ query, headers, presigned }: S3Request): string | undefined {
  const inQuery = [...query].find(([name]) => name.toLowerCase() === 'x-amz-content-sha256')?.[1];
  const declared = inQuery ?? headers.get('x-amz-content-sha256');
  return declared ?? (presigned ? 'UNSIGNED-PAYLOAD' : undefined);
}

export function parsePayload(request: S3Request): Payload {
  const hash = payloadHash(request) ?? 'UNSIGNED-PAYLOAD';
  const streamed = STREAMED.get(hash);
  if (streamed) return streamed;
  if (hash.startsWith('STREAMING-')) throw notImplemented(`x-amz-content-sha256: ${hash}`);
  if (hash === 'UNSIGNED-PAYLOAD') return { framing: 'plain' };
  if (/^[0-9a-f]{64}$/i.test(hash)) return { framing: 'plain', sha256: hash.toLowerCase() };
  throw invalidArgument(
    'x-amz-content-sha256',
    hash,
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
  );
}
