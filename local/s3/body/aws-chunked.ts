import { s3Error } from '../protocol/s3-error.ts';
import { createByteReader, type ByteReader } from './byte-reader.ts';
import type { ChunkVerifier } from './chunk-signature.ts';

/** A chunk's header is its size in hex and perhaps a signature of 64 hex digits. */
const LINE_LIMIT_BYTES = 1024;
/** All chunks but the last ("Transferring Payload in Multiple Chunks", "Chunk size"). */
const SMALLEST_CHUNK_BYTES = 8192;
const MOST_TRAILERS = 8;
export const SIGNATURE_TRAILER = 'x-amz-trailer-signature';

export interface ChunkedFrame {
  readonly verifier: ChunkVerifier;
  /** Called once, before the end, with the trailers by lower-case name. */
  readonly onTrailers: (trailers: ReadonlyMap<string, string>) => void;
}

/** The content of an aws-chunked body. Throws IncompleteBody, InvalidChunkSizeError or SignatureDoesNotMatch. */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  frame: ChunkedFrame,
): AsyncGenerator<Buffer, void, undefined> {
  const reader = createByteReader(source);
  try {
    yield* readChunks(reader, frame.verifier);
    frame.onTrailers(await readTrailers(reader, frame.verifier));
    if (await reader.some(1)) throw s3Error('IncompleteBody');
  } finally {
    await reader.release();
  }
}

async function* readChunks(
  reader: ByteReader,
  verifier: ChunkVerifier,
): AsyncGenerator<Buffer, void, undefined> {
  let previous = SMALLEST_CHUNK_BYTES;
  for (let chunk = 1; ; chunk += 1) {
    const { sizeBytes, signature } = parseHeader(await reader.line(LINE_LIMIT_BYTES));
    if (sizeBytes > 0 && previous < SMALLEST_CHUNK_BYTES) {
      throw s3Error('InvalidChunkSizeError', { fields: { Chunk: chunk, BadChunkSize: previous } });
    }
    previous = sizeBytes;
    for await (const bytes of take(reader, sizeBytes)) {
      verifier.update(bytes);
      yield bytes;
    }
    if (sizeBytes > 0 && (await reader.line(0)) !== '') throw s3Error('IncompleteBody');
    verifier.endChunk(signature);
    if (sizeBytes === 0) return;
  }
}

function parseHeader(line: string | undefined): { sizeBytes: number; signature: string | undefined } {
  const [, size, signature] =
    /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line ?? '') ?? [];
  if (size === undefined) throw s3Error('IncompleteBody');
  return { sizeBytes: Number.parseInt(size, 16), signature };
}

async function* take(reader: ByteReader, sizeBytes: number): AsyncGenerator<Buffer, void, undefined> {
  for (let left = sizeBytes; left > 0;) {
    const bytes = await reader.some(left);
    if (!bytes) throw s3Error('IncompleteBody');
    left -= bytes.length;
    yield bytes;
  }
}

/** Up to an empty line. Some clients end the body right after the last chunk: then there are none. */
async function readTrailers(
  reader: ByteReader,
  verifier: ChunkVerifier,
): Promise<ReadonlyMap<string, string>> {
  const trailers = new Map<string, string>();
  let signed = '';
  for (let line = await reader.line(LINE_LIMIT_BYTES); line; line = await reader.line(LINE_LIMIT_BYTES)) {
    const [, name = '', value = ''] = /^([^:\s]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === '' || trailers.has(name.toLowerCase()) || trailers.size === MOST_TRAILERS) {
      throw s3Error('MalformedTrailerError');
    }
    if (name.toLowerCase() !== SIGNATURE_TRAILER) signed += `${name.toLowerCase()}:${value}\n`;
    trailers.set(name.toLowerCase(), value);
  }
  if (signed !== '') verifier.endTrailers(signed, trailers.get(SIGNATURE_TRAILER));
  return trailers;
}
