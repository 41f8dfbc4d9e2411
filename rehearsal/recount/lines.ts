import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** Of a long launch the log is longer than a string may be, which is half a gigabyte. */
export function* linesIn(path: string, chunkBytes = 1_048_576): Generator<string> {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(chunkBytes);
  let begun = '';
  try {
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      const [first = '', ...others] = decoder.write(chunk.subarray(0, count)).split('\n');
      const whole = [begun + first, ...others];
      begun = whole.pop() ?? '';
      yield* whole;
    }
    if (begun !== '') yield begun;
  } finally {
    closeSync(file);
  }
}
