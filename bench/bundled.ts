import { join } from 'node:path';
import { builtBundles } from '../scripts/lib/build/built.ts';
import type { FunctionName } from '../lib/contracts/names.ts';

/** The entry of a shipped bundle, made from the source as it is now. */
export const bundled = async (name: FunctionName): Promise<string> =>
  join(await builtBundles(), name, 'handler.mjs');
