import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const TEMPORARY = '.tmp';

/** Small JSON files that are there whole or not at all. */
export interface DurableFiles {
  /** Whether a power cut may undo what was acknowledged. The end of the process never does. */
  readonly synced: boolean;
  write(path: string, value: unknown): Promise<void>;
  /** Nothing happens when there is no such file. */
  remove(path: string): Promise<void>;
  /** Makes a folder's entries durable. */
  sync(folder: string): Promise<void>;
}

export function createDurableFiles(synced: boolean): DurableFiles {
  const sync = async (folder: string): Promise<void> => {
    if (!synced) return;
    await using handle = await open(folder, 'r');
    await handle.sync();
  };
  const write = async (path: string, value: unknown): Promise<void> => {
    const temporary = join(dirname(path), `${randomUUID()}${TEMPORARY}`);
    try {
      await using handle = await open(temporary, 'wx');
      await handle.writeFile(JSON.stringify(value));
      if (synced) await handle.sync();
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await rename(temporary, path);
    await sync(dirname(path));
  };
  const remove = async (path: string): Promise<void> => {
    await rm(path, { force: true });
    await sync(dirname(path));
  };
  return { synced, write, remove, sync };
}

/** Every JSON file of a folder, which is made if missing; what a crash left half written is removed. */
export async function readJsonFiles(folder: string): Promise<{ name: string; value: unknown }[]> {
  await mkdir(folder, { recursive: true });
  const files: { name: string; value: unknown }[] = [];
  for (const name of await readdir(folder)) {
    if (name.endsWith(TEMPORARY)) await rm(join(folder, name), { force: true });
    if (name.endsWith('.json')) files.push({ name, value: await readJson(join(folder, name)) });
  }
  return files;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON: it was not written by this store, or was changed since`, { cause });
  }
}
