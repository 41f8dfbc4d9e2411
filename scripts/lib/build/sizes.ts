import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const sizes = v.array(
  v.object({
    name: v.string(),
    /** Bytes of the entry and what it imports statically: read at every cold start. */
    initBytes: v.number(),
    /** Bytes of all chunks, those that are imported on demand included. */
    totalBytes: v.number(),
  }),
);

/** Of one bundle. */
export type BundleSizes = v.InferOutput<typeof sizes>[number];

const FILE = 'sizes.json';

export function keepSizes(bundlesFolder: string, ofBundles: readonly BundleSizes[]): void {
  writeFileSync(join(bundlesFolder, FILE), JSON.stringify(ofBundles));
}

export const readSizes = (bundlesFolder: string): readonly BundleSizes[] =>
  v.parse(sizes, JSON.parse(readFileSync(join(bundlesFolder, FILE), 'utf8')));
