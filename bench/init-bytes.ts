import type { Bench, Row } from './bench.ts';
import { builtBundles } from '../scripts/lib/build/built.ts';
import { readSizes } from '../scripts/lib/build/sizes.ts';

/** A cold start reads and compiles every one of them. */
const SELECTIONS_LIMIT_KB = 300;

export const initBytes: Bench = {
  title: 'Bytes loaded at init',
  method:
    'The entry of each shipped bundle and the chunks that it imports statically, from esbuild’s own account of what it ' +
    'wrote. 1 kB is 1,000 bytes.',
  run: async () =>
    readSizes(await builtBundles()).map(({ name, initBytes: bytes }): Row => ({
      name,
      figure: bytes / 1_000,
      unit: 'kB',
      ...(name === 'selections' && { limit: { atMost: SELECTIONS_LIMIT_KB } }),
    })),
};
