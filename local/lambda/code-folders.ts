import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
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
      root ??= createRoot();
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

/** Named after the process, so that what a killed one has left behind can be told from what is in use. */
function createRoot(): string {
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
