import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import * as v from 'valibot';

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

/** Those that each schema takes, of a file that is read once. */
export function linesOf<Schemas extends readonly v.GenericSchema[]>(
  file: string,
  ...schemas: Schemas
): { readonly [Index in keyof Schemas]: v.InferOutput<Schemas[Index]>[] };
export function linesOf(file: string, ...schemas: readonly v.GenericSchema[]): readonly unknown[][] {
  const taken: readonly unknown[][] = schemas.map(() => []);
  for (const text of linesIn(file)) {
    const line: unknown = JSON.parse(text);
    for (const [index, schema] of schemas.entries()) {
      const parsed = v.safeParse(schema, line);
      if (parsed.success) taken[index]?.push(parsed.output);
    }
  }
  return taken;
}
