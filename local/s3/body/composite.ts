import { createHash } from 'node:crypto';
import { combineCrc32 } from './crc32-combine.ts';
import { createDigest, type Checksum } from './checksum.ts';

interface Piece {
  readonly sizeBytes: number;
  /** Hex MD5. */
  readonly etag: string;
  readonly checksum?: Checksum | undefined;
}

/** Entity tag of a multipart object: MD5 of the parts' binary MD5s, then `-N`. */
export function compositeEtag(pieces: readonly Piece[]): string {
  const hash = createHash('md5');
  for (const { etag } of pieces) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${pieces.length}`;
}

/**
 * Checksum of a multipart object from those of its parts (S3 User Guide, "Checking object integrity": composite is
 * the checksum of the parts' binary checksums; full object is that of the bytes, which for a CRC can be combined).
 */
export function compositeChecksum(
  pieces: readonly Piece[],
  { algorithm, type }: Pick<Checksum, 'algorithm' | 'type'>,
): Checksum {
  const raw = pieces.map(({ sizeBytes, checksum }) => ({
    sizeBytes,
    digest: Buffer.from(checksum?.value ?? '', 'base64'),
  }));
  if (type === 'FULL_OBJECT') return { algorithm, type, value: combineCrc32(raw).toString('base64') };
  const digest = createDigest(algorithm);
  for (const piece of raw) digest.update(piece.digest);
  return { algorithm, type, value: `${digest.finish().toString('base64')}-${pieces.length}` };
}
