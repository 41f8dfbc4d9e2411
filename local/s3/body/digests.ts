import { createDigest, type ChecksumAlgorithm, type Digest } from './checksum.ts';

/** Several digests of the same bytes, each computed once. */
export interface Digests {
  update(bytes: Buffer): void;
  /** After the last update. Throws for an algorithm that was not asked for. */
  of(algorithm: ChecksumAlgorithm | 'MD5'): Buffer;
}

export function createDigests(algorithms: Iterable<ChecksumAlgorithm | 'MD5'>): Digests {
  const running = new Map<string, Digest>();
  for (const algorithm of algorithms) running.set(algorithm, createDigest(algorithm));
  const finished = new Map<string, Buffer>();
  return {
    update: (bytes) => {
      for (const digest of running.values()) digest.update(bytes);
    },
    of: (algorithm) => {
      const digest = finished.get(algorithm) ?? running.get(algorithm)?.finish();
      if (!digest) throw new Error(`${algorithm} is not among the digests of this content`);
      finished.set(algorithm, digest);
      return digest;
    },
  };
}
