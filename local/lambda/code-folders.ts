import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * Copies of the functions' code, outside any project: from there a bundle finds no node_modules and no package.json
 * but its own, as on AWS, and a rebuild of the app does not change code that runs.
 */
export interface CodeFolders {
  copyOf(folder: string): string;
  close(): void;
}

export function createCodeFolders(): CodeFolders {
  const copies = new Map<string, string>();
  let root: string | undefined;
  return {
    copyOf: (folder) => {
      const existing = copies.get(folder);
      if (existing !== undefined) return existing;
      if (!statSync(folder).isDirectory()) throw new Error(`The code ${folder} is not a folder`);
      root ??= mkdtempSync(join(tmpdir(), 'lambda-code-'));
      const copy = join(root, basename(folder));
      cpSync(folder, copy, { recursive: true });
      copies.set(folder, copy);
      return copy;
    },
    close: () => {
      if (root !== undefined) rmSync(root, { recursive: true, force: true });
    },
  };
}
