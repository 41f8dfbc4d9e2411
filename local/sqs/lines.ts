import { closeSync, existsSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;

/** The whole lines of a file of any size, none if it is not there. What follows the last line break is left out. */
export function* linesOf(file: string): Generator<string> {
  if (!existsSync(file)) return;
  const descriptor = openSync(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let chunk = readChunk(descriptor); chunk.length > 0; chunk = readChunk(descriptor)) {
      rest = Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, start)) {
        yield rest.toString('utf8', start, end);
        start = end + 1;
      }
      rest = rest.subarray(start);
    }
  } finally {
    closeSync(descriptor);
  }
}

function readChunk(descriptor: number): Buffer {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  return chunk.subarray(0, readSync(descriptor, chunk));
}
