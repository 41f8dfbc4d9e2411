import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What bundles are made of, beside the packages that the lock file names. bundle.ts refuses an input that is not here. */
export const BUNDLE_INPUTS = [
  'functions',
  'clients',
  'console',
  'lib',
  'scripts/lib/build',
  'tsconfig.json',
  'package-lock.json',
];

/** What a cloud assembly is made of. A test synthesizes with nothing else to be read. */
export const ASSEMBLY_INPUTS = [...BUNDLE_INPUTS, 'cdk', 'configs', 'docs/openapi.json', 'package.json'];

/** Files and folders, as they are now, and whatever else decides what is built: 32 hexadecimal digits. */
export function keyOf(inputs: readonly string[], options: readonly string[] = []): string {
  const hash = createHash('sha256');
  // Lengths keep apart what would read the same one after the other.
  const add = (text: string | Buffer) => hash.update(`${text.length}:`).update(text);
  options.forEach(add);
  for (const path of inputs.flatMap(filesOf)) {
    add(path);
    add(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 32);
}

function filesOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
