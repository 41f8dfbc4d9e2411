import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Small JSON files that are there whole or not at all, whatever ends the process or the power. */
export interface RecordFiles {
  write(path: string, record: unknown): Promise<void>;
  /** Nothing happens when there is no such file. */
  remove(path: string): Promise<void>;
  addFolder(path: string): Promise<void>;
  removeFolder(path: string): Promise<void>;
}

const TEMPORARY = '.tmp';

export const durableFiles: RecordFiles = {
  write: async (path, record) => {
    const temporary = join(dirname(path), `${randomUUID()}${TEMPORARY}`);
    try {
      await using handle = await open(temporary, 'wx');
      await handle.writeFile(JSON.stringify(record));
      await handle.sync();
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  },
  remove: async (path) => {
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  },
  addFolder: async (path) => {
    await mkdir(path);
    await syncFolder(dirname(path));
  },
  removeFolder: (path) => rm(path, { recursive: true, force: true }),
};

/** For a store that ends with its process. */
export const noFiles: RecordFiles = {
  write: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  addFolder: () => Promise.resolve(),
  removeFolder: () => Promise.resolve(),
};

/** A file that was made or renamed survives a power cut once its folder is synced too. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folder, and needs no such thing.
  if (process.platform === 'win32') return;
  await using handle = await open(path, 'r');
  await handle.sync();
}

/**
 * Every JSON file of a folder, which is made if missing; what a crash left half written is removed. Synchronous: at
 * start-up nobody else is served, and ten thousand small files take a tenth of the time.
 */
export function readJsonFiles(folder: string): { name: string; value: unknown }[] {
  mkdirSync(folder, { recursive: true });
  const files: { name: string; value: unknown }[] = [];
  for (const name of readdirSync(folder)) {
    if (name.endsWith(TEMPORARY)) rmSync(join(folder, name), { force: true });
    if (name.endsWith('.json')) files.push({ name, value: readJson(join(folder, name)) });
  }
  return files;
}

function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON: it was not written by this store, or was changed since`, { cause });
  }
}
