import { closeSync, existsSync, openSync, readSync } from 'node:fs';

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Bytes of the file up to its end, line break included. */
  readonly end: number;
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * The whole lines of a file, none when there is no file. A last line without its end was cut off by the end of the
 * process that wrote it, before anyone was told that it is safe: it is left out.
 */
export function* linesOf(path: string): Iterable<Line> {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    let number = 0;
    let end = 0;
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, start)) {
        number += 1;
        end += at + 1 - start;
        yield { text: bytes.toString('utf8', start, at), number, end };
        start = at + 1;
      }
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(file);
  }
}
