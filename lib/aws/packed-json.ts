import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as v from 'valibot';

/** As text a record of a run with a long id is over 1 KB, and each write of it, its pruning too, takes two units. */
export function pack(json: string): Uint8Array {
  return deflateRawSync(json);
}

/** What `pack` was given, parsed. */
export const packedJson = v.pipe(
  v.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes'),
  v.transform((bytes) => inflateRawSync(bytes).toString()),
  v.parseJson(),
);
