import type { S3Request } from '../protocol/s3-request.ts';
import { s3Error } from '../protocol/s3-error.ts';
import { decodeAwsChunked, SIGNATURE_TRAILER } from './aws-chunked.ts';
import type { Checksum, ChecksumAlgorithm } from './checksum.ts';
import { createChunkVerifier, unverifiedChunks, type ChunkSigning } from './chunk-signature.ts';
import { checkDigest, declaredChecksum, type DeclaredChecksum } from './declared-checksum.ts';
import { createDigests, type Digests } from './digests.ts';
import { parsePayload, type Payload } from './payload.ts';
import { readContentMd5, verifyDigests } from './verify-digests.ts';

export interface OpenOptions {
  /** Computed even if the request declares no checksum. */
  readonly algorithm?: ChecksumAlgorithm | undefined;
  /** CompleteMultipartUpload: there the checksum headers speak of the object, not of the body. */
  readonly ignoreChecksumHeaders?: boolean;
}

/** A body on its way in. Whoever reads `chunks` to the end has verified it. */
export interface IncomingContent {
  /** Decoded. Throws IncompleteBody, BadDigest, XAmzContentSHA256Mismatch, SignatureDoesNotMatch... */
  readonly chunks: AsyncIterable<Buffer>;
  /** What the request declares, if anything. */
  readonly declared: DeclaredChecksum | undefined;
  /** After the last chunk: hex. */
  etag(): string;
  /** After the last chunk. */
  checksum(): Checksum | undefined;
}

export interface RequestBody {
  /** Before any byte is read. Throws MissingContentLength, InvalidDigest, InvalidRequest. */
  open(options?: OpenOptions): IncomingContent;
  /** Bytes of content that the headers announce; undefined if they do not. */
  readonly sizeBytes: number | undefined;
}

export function createRequestBody(request: S3Request, signing?: ChunkSigning): RequestBody {
  const payload = parsePayload(request);
  const sizeBytes = announcedSize(request, payload);
  return {
    sizeBytes,
    open: (options = {}) => openContent({ request, payload, sizeBytes, signing }, options),
  };
}

interface Framing {
  readonly request: S3Request;
  readonly payload: Payload;
  readonly sizeBytes: number | undefined;
  readonly signing: ChunkSigning | undefined;
}

function openContent(
  { request, payload, sizeBytes, signing }: Framing,
  options: OpenOptions,
): IncomingContent {
  if (sizeBytes === undefined) throw s3Error('MissingContentLength');
  const declared = options.ignoreChecksumHeaders === true ? undefined : declaredChecksum(request.headers);
  if (payload.framing === 'plain' && declared && declared.value === undefined)
    throw s3Error('MalformedTrailerError');
  const md5 = readContentMd5(request.headers);
  const algorithm = declared?.algorithm ?? options.algorithm;
  const sha256 = payload.framing === 'plain' ? payload.sha256 : undefined;
  const digests = createDigests(wanted(algorithm, sha256));
  let trailing: string | undefined;
  // Leaving the loop early must not destroy the request: the refusal goes out on the same connection.
  const wire = request.http.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  const decoded =
    payload.framing === 'plain'
      ? wire
      : decodeAwsChunked(wire, {
          verifier: payload.signed && signing ? createChunkVerifier(signing) : unverifiedChunks,
          onTrailers: (trailers) => {
            trailing = expectTrailer(trailers, declared);
          },
        });
  const verify = (): void => {
    verifyDigests(digests, {
      sha256,
      md5,
      algorithm: declared?.algorithm,
      value: declared?.value ?? trailing,
    });
  };
  return {
    chunks: counted(decoded, { sizeBytes, digests, verify }),
    declared,
    etag: () => digests.of('MD5').toString('hex'),
    checksum: () =>
      algorithm && { algorithm, type: 'FULL_OBJECT', value: digests.of(algorithm).toString('base64') },
  };
}

function wanted(
  algorithm: ChecksumAlgorithm | undefined,
  sha256: string | undefined,
): Set<ChecksumAlgorithm | 'MD5'> {
  const algorithms = new Set<ChecksumAlgorithm | 'MD5'>(['MD5']);
  if (algorithm) algorithms.add(algorithm);
  if (sha256 !== undefined) algorithms.add('SHA256');
  return algorithms;
}

function announcedSize({ headers }: S3Request, payload: Payload): number | undefined {
  const name = payload.framing === 'plain' ? 'content-length' : 'x-amz-decoded-content-length';
  const text = headers.get(name);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The checksum that was announced, and nothing else but the trailers' signature. */
function expectTrailer(
  trailers: ReadonlyMap<string, string>,
  declared: DeclaredChecksum | undefined,
): string | undefined {
  const announced = declared && declared.value === undefined ? [declared.algorithm] : [];
  const expected = announced.map((algorithm) => `x-amz-checksum-${algorithm.toLowerCase()}`);
  const found = [...trailers.keys()].filter((name) => name !== SIGNATURE_TRAILER);
  if (found.join() !== expected.join()) throw s3Error('MalformedTrailerError');
  const [algorithm] = announced;
  const value = trailers.get(expected[0] ?? '');
  if (algorithm && value !== undefined) checkDigest(algorithm, value);
  return value;
}

interface Expectation {
  readonly sizeBytes: number;
  readonly digests: Digests;
  readonly verify: () => void;
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  { sizeBytes, digests, verify }: Expectation,
): AsyncGenerator<Buffer, void, undefined> {
  let received = 0;
  for await (const chunk of chunks) {
    received += chunk.length;
    if (received > sizeBytes) throw s3Error('IncompleteBody');
    digests.update(chunk);
    yield chunk;
  }
  if (received < sizeBytes) throw s3Error('IncompleteBody');
  verify();
}
