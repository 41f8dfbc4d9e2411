import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

interface Offered {
  readonly url: string;
  readonly sha256: string;
  readonly size_bytes: number;
}

/**
 * Streams a model to a file, which is there under its name only once its SHA-256 is right.
 * @throws Error when the bytes are others, or do not come
 */
export async function download(offered: Offered, file: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(offered.url, { signal });
  if (!response.ok || !response.body) throw new Error(`The download was answered with ${response.status}`);
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform: (chunk: Uint8Array, _, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const part = `${file}.part`;
  try {
    await pipeline(Readable.fromWeb(response.body), hashing, createWriteStream(part), { signal });
    const found = hash.digest('hex');
    if (found !== offered.sha256) throw new Error(`What came has SHA-256 ${found}, not ${offered.sha256}`);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}
