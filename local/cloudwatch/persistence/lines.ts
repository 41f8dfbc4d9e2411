import { closeSync, existsSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;

/**
 * The whole lines of a file, none when there is no file. A last line without its end was cut off by the end of the
 * process that wrote it, before anyone was told that it is safe: it is left out.
 */
export function* linesOf(path: string): Iterable<{ text: string; number: number }> {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest = Buffer.alloc(0);
    let number = 0;
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
        yield { text: bytes.toString('utf8', start, end), number: (number += 1) };
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(file);
  }
}
