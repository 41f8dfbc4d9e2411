import { createReadStream } from 'node:fs';

/** One file of content, never changed once written. An object has one, or one for each of its parts. */
export interface Segment {
  readonly id: string;
  readonly sizeBytes: number;
}

export interface ByteRange {
  readonly first: number;
  /** Included. */
  readonly last: number;
}

const READ_BYTES = 256 * 1024;

/** The bytes of files put one after another, or a range of them. */
export async function* readSegments(
  pathOf: (id: string) => string,
  segments: readonly Segment[],
  range: ByteRange = { first: 0, last: Infinity },
): AsyncGenerator<Buffer, void, undefined> {
  let start = 0;
  for (const { id, sizeBytes } of segments) {
    const first = Math.max(range.first - start, 0);
    const last = Math.min(range.last - start, sizeBytes - 1);
    start += sizeBytes;
    if (first > last) continue;
    const file: AsyncIterable<Buffer> = createReadStream(pathOf(id), {
      start: first,
      end: last,
      highWaterMark: READ_BYTES,
    });
    yield* file;
  }
}
