import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './record-files.ts';
import { readSegments, type ByteRange, type Segment } from './segments.ts';

/** Holds the files it reads until closed: they stay readable although discarded meanwhile. */
export interface ContentReader {
  readonly bytes: AsyncIterable<Buffer>;
  close(): Promise<void>;
}

export interface ContentFiles {
  /** Leaves nothing behind when `chunks` fails. */
  write(chunks: AsyncIterable<Buffer>): Promise<Segment>;
  /** The bytes of segments put one after another. */
  open(segments: readonly Segment[], range?: ByteRange): ContentReader;
  /** Deletes files, each once nobody reads it any more. */
  discard(segments: readonly Segment[]): Promise<void>;
  /** Deletes what no id in `referenced` names: what a crash left. For start-up. */
  sweep(referenced: ReadonlySet<string>): Promise<void>;
}

export function createContentFiles(folder: string, durable: boolean): ContentFiles {
  const pathOf = (id: string): string => join(folder, id);
  const readers = new Map<string, number>();
  const doomed = new Set<string>();

  const write = async (chunks: AsyncIterable<Buffer>): Promise<Segment> => {
    const id = randomUUID();
    try {
      const sizeBytes = await writeFile(pathOf(id), chunks, durable);
      if (durable) await syncFolder(folder);
      return { id, sizeBytes };
    } catch (error) {
      await rm(pathOf(id), { force: true });
      throw error;
    }
  };

  const discard = async (segments: readonly Segment[]): Promise<void> => {
    for (const { id } of segments) {
      if (readers.has(id)) doomed.add(id);
      else await rm(pathOf(id), { force: true });
    }
  };

  const release = async ({ id }: Segment): Promise<void> => {
    const left = (readers.get(id) ?? 0) - 1;
    if (left > 0) {
      readers.set(id, left);
    } else {
      readers.delete(id);
      if (doomed.delete(id)) await rm(pathOf(id), { force: true });
    }
  };

  const openSegments = (segments: readonly Segment[], range?: ByteRange): ContentReader => {
    for (const { id } of segments) readers.set(id, (readers.get(id) ?? 0) + 1);
    let held = segments;
    const close = async (): Promise<void> => {
      const releasing = held;
      held = [];
      for (const segment of releasing) await release(segment);
    };
    return { bytes: readSegments(pathOf, segments, range), close };
  };

  const sweep = async (referenced: ReadonlySet<string>): Promise<void> => {
    await mkdir(folder, { recursive: true });
    for (const id of await readdir(folder)) {
      if (!referenced.has(id)) await rm(pathOf(id), { recursive: true, force: true });
    }
  };

  return { write, open: openSegments, discard, sweep };
}

async function writeFile(path: string, chunks: AsyncIterable<Buffer>, durable: boolean): Promise<number> {
  const handle = await open(path, 'wx');
  try {
    let sizeBytes = 0;
    for await (const chunk of chunks) {
      await handle.writeFile(chunk);
      sizeBytes += chunk.length;
    }
    if (durable) await handle.sync();
    return sizeBytes;
  } finally {
    await handle.close();
  }
}
