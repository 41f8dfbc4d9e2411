import { createHash, createHmac } from 'node:crypto';
import { s3Error } from '../protocol/s3-error.ts';

/** What the signature of a request leaves behind for those of its chunks. */
export interface ChunkSigning {
  readonly signingKey: Uint8Array;
  /** E.g. `20261121/us-east-1/s3/aws4_request`. */
  readonly scope: string;
  /** E.g. `20261121T224500Z`. */
  readonly timestamp: string;
  /** Hex signature of the request itself. */
  readonly signature: string;
}

/** Verifies a chain of signatures, each over the one before it. Throws SignatureDoesNotMatch. */
export interface ChunkVerifier {
  update(bytes: Buffer): void;
  /** At the end of each chunk, the empty last one included. */
  endChunk(signature: string | undefined): void;
  /** `trailers` as sent: `name:value\n` each. */
  endTrailers(trailers: string, signature: string | undefined): void;
}

const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex');

/** S3 API Reference, "Signature Calculations for the Authorization Header: Transferring Payload in Multiple Chunks". */
export function createChunkVerifier(signing: ChunkSigning): ChunkVerifier {
  const { scope, timestamp, signingKey } = signing;
  let previous = signing.signature;
  let content = createHash('sha256');

  const verify = (kind: string, hashes: readonly string[], signature: string | undefined): void => {
    const toSign = [`AWS4-HMAC-SHA256-${kind}`, timestamp, scope, previous, ...hashes].join('\n');
    const expected = createHmac('sha256', signingKey).update(toSign).digest('hex');
    if (signature !== expected) throw s3Error('SignatureDoesNotMatch', { fields: { StringToSign: toSign } });
    previous = expected;
  };

  return {
    update: (bytes) => void content.update(bytes),
    endChunk: (signature) => {
      verify('PAYLOAD', [sha256(''), content.digest('hex')], signature);
      content = createHash('sha256');
    },
    endTrailers: (trailers, signature) => {
      verify('TRAILER', [sha256(trailers)], signature);
    },
  };
}

/** For callers whose signatures nobody checks. */
export const unverifiedChunks: ChunkVerifier = {
  update: () => undefined,
  endChunk: () => undefined,
  endTrailers: () => undefined,
};
