import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
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

/** @param kept where copies stay for others, by the names of their folders. Default: a folder that goes in the end. */
export function createCodeFolders(kept?: string): CodeFolders {
  const copies = new Map<string, string>();
  let root = kept;
  return {
    copyOf: (folder) => {
      const existing = copies.get(folder);
      if (existing !== undefined) return existing;
      if (!statSync(folder).isDirectory()) throw new Error(`The code ${folder} is not a folder`);
      root ??= createCodeRoot();
      const copy = join(root, basename(folder));
      if (!existsSync(copy)) copyWhole(folder, copy);
      copies.set(folder, copy);
      return copy;
    },
    close: () => {
      if (root !== undefined && kept === undefined) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Whoever finds the copy finds all of it: another process may be making the same. */
function copyWhole(folder: string, copy: string): void {
  const fresh = mkdtempSync(`${copy}.`);
  try {
    cpSync(folder, fresh, { recursive: true });
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/** Named after the process, so that what a killed one has left behind can be told from what is in use. */
export function createCodeRoot(): string {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^lambda-code-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
  return mkdtempSync(join(tmpdir(), `lambda-code-${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of someone else's may not be asked; it runs.
    return Error.isError(error) && 'code' in error && error.code === 'EPERM';
  }
}
