import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Contents by file name. */
export type BundleFiles = Readonly<Record<string, string>>;

export interface StagedBundle {
  readonly folder: string;
  /** Once CDK has copied it into its assembly, which it does while the function is constructed. */
  remove(): void;
}

/**
 * A bundle as it is, or a copy with further files in it where there are any. Not by CDK's own bundling, which prints a
 * line a function; not in the bundle's own folder, which other stages are synthesized from at the same time.
 */
export function stagedBundle(bundle: string, files: BundleFiles = {}): StagedBundle {
  if (Object.keys(files).length === 0) return { folder: bundle, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'artisan-bundle-'));
  cpSync(bundle, folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const remove = () => {
    rmSync(folder, { recursive: true });
  };
  return { folder, remove };
}
