import { createHash } from 'node:crypto';
import { UPLOAD_LIMITS } from '../contracts/checkpoints.ts';
import type { Content } from './checkpoint.ts';
import { InvalidCheckpointError } from './errors.ts';

/** What a trainer announces of an upload. */
export interface Announced {
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly partSize?: number | undefined;
  /** Hex. */
  readonly partSha256?: readonly string[] | undefined;
}

/** @throws InvalidCheckpointError when size and parts do not fit together */
export function contentOf({ sizeBytes, sha256, partSize, partSha256 }: Announced): Content {
  const isSingle = sizeBytes <= UPLOAD_LIMITS.singleBytes;
  if (isSingle) {
    if (partSize === undefined && partSha256 === undefined) return { sizeBytes, sha256 };
    throw new InvalidCheckpointError(
      '/part_size',
      `${sizeBytes} bytes go in one piece, as everything up to 64 MiB`,
    );
  }
  if (partSize === undefined || partSha256 === undefined) {
    throw new InvalidCheckpointError(
      '/part_size',
      `${sizeBytes} bytes need part_size and part_sha256, as everything over 64 MiB`,
    );
  }
  const count = Math.ceil(sizeBytes / partSize);
  if (partSha256.length !== count) {
    const allowed = count > UPLOAD_LIMITS.parts ? `at most ${UPLOAD_LIMITS.parts}: make them larger` : count;
    throw new InvalidCheckpointError(
      '/part_sha256',
      `got ${partSha256.length} parts, ${sizeBytes} bytes in pieces of ${partSize} are ${count}, allowed is ${allowed}`,
    );
  }
  return { sizeBytes, sha256, parts: { count, sizeBytes: partSize, composite: compositeOf(partSha256) } };
}

/** SHA-256 of the parts' SHA-256 one after another, base64 ("Checking object integrity", Amazon S3 user guide). */
export function compositeOf(partSha256: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of partSha256) hash.update(part, 'hex');
  return hash.digest('base64');
}

/** The checksum that S3 shows of an object of this content. */
export function storedChecksum({ sha256, parts }: Content): string {
  return parts ? `${parts.composite}-${parts.count}` : Buffer.from(sha256, 'hex').toString('base64');
}

/** @param number from 1 */
export function partBytes({ sizeBytes, parts }: Content, number: number): number {
  if (!parts) return sizeBytes;
  return number < parts.count ? parts.sizeBytes : sizeBytes - parts.sizeBytes * (parts.count - 1);
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
