import { join } from 'node:path';
import * as v from 'valibot';
import { CloudAssemblyError } from './cloud-assembly-error.ts';
import { readJson } from './manifest.ts';

const assetsSchema = v.object({
  files: v.record(
    v.string(),
    v.object({
      source: v.object({ path: v.optional(v.string()), executable: v.optional(v.array(v.string())) }),
      destinations: v.record(v.string(), v.object({ objectKey: v.string() })),
    }),
  ),
});

/**
 * Where each published object comes from. A template names only the bucket and the key it will be uploaded
 * under; the asset manifest is what ties the key to a file.
 */
export function readAssets(assemblyDir: string, manifestFiles: readonly string[]): (key: string) => string {
  const paths = new Map<string, string>();
  for (const file of manifestFiles) {
    const { files } = readJson(assetsSchema, join(assemblyDir, file));
    for (const { source, destinations } of Object.values(files)) {
      if (source.path === undefined) continue;
      for (const { objectKey } of Object.values(destinations))
        paths.set(objectKey, join(assemblyDir, source.path));
    }
  }
  return (key) => {
    const path = paths.get(key);
    if (path !== undefined) return path;
    throw new CloudAssemblyError(`no asset of ${assemblyDir} is published as ${key}`);
  };
}
