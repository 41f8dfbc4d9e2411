import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfigError } from '../invalid-config-error.ts';
import type { Contents } from './shared-files.ts';

/** A configuration without runbooks needs no folder for them. */
const FOLDERS = ['', 'stages/', 'runbooks/'] as const;

/**
 * The YAML files of a configuration folder, of its `stages` and its `runbooks`.
 * @throws InvalidConfigError for a folder or a file that cannot be read.
 */
export function readConfigFolder(folder: string): Contents {
  const inners = FOLDERS.filter((inner) => inner !== 'runbooks/' || existsSync(join(folder, inner)));
  const names = inners.flatMap((inner) =>
    reading(folder, inner, (path) => readdirSync(path))
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => `${inner}${name}`),
  );
  return new Map(names.map((name) => [name, reading(folder, name, (path) => readFileSync(path))]));
}

function reading<T>(folder: string, name: string, read: (path: string) => T): T {
  try {
    return read(join(folder, name));
  } catch (error) {
    if (!(Error.isError(error) && 'code' in error)) throw error;
    const problem = { file: name === '' ? '.' : name, path: 'file system' };
    throw new InvalidConfigError(folder, [
      { ...problem, found: String(error.code), allowed: 'a file or folder that can be read' },
    ]);
  }
}
