import {
  appendFileSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { linesOf } from './lines.ts';

/** What happened, in order, one JSON text a line. */
export interface Journal {
  /** Written with the next flush, or soon by itself. */
  append(record: readonly unknown[]): void;
  /** What was appended survives the end of this process when this returns. */
  flush(): void;
  close(): void;
}

export interface JournalOptions {
  /** Called with every record of earlier runs. Throws for one it cannot read. */
  readonly restore: (record: unknown) => void;
  /** Records that, alone, restore all there is now. */
  readonly snapshot: () => Iterable<readonly unknown[]>;
}

/** The journal is replaced by a snapshot at start, and once it has grown by this and by twice the snapshot's size. */
const MOST_GROWTH_BYTES = 64 * 1024 * 1024;
const CHUNK_LENGTH = 1024 * 1024;

export function openJournal(folder: string, { restore, snapshot }: JournalOptions): Journal {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'cloudwatch.jsonl');
  for (const { text, number } of linesOf(path)) restoreLine(restore, text, `${path}:${number}`);

  let pending = '';
  let isScheduled = false;
  let { file, size } = replaceBySnapshot(path, snapshot);
  let written = size;

  const flush = (): void => {
    if (pending === '') return;
    written += appendWhole(file, pending, written);
    pending = '';
    if (written - size < Math.max(MOST_GROWTH_BYTES, 2 * size)) return;
    const old = file;
    ({ file, size } = replaceBySnapshot(path, snapshot));
    written = size;
    closeSync(old);
  };

  const flushSoon = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      flush();
    });
  };

  return {
    append: (record) => {
      pending += `${JSON.stringify(record)}\n`;
      flushSoon();
    },
    flush,
    close: () => {
      flush();
      closeSync(file);
    },
  };
}

function restoreLine(restore: (record: unknown) => void, text: string, place: string): void {
  try {
    restore(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${place} is not a record of CloudWatch's journal: ${String(cause)}`, { cause });
  }
}

/** Returns how many bytes were written: all of the text or, when the disk does not take all of it, none. */
function appendWhole(file: number, text: string, sizeBefore: number): number {
  try {
    appendFileSync(file, text);
  } catch (error) {
    ftruncateSync(file, sizeBefore);
    throw error;
  }
  return Buffer.byteLength(text);
}

/** The old journal is whole until the new one is. */
function replaceBySnapshot(
  path: string,
  snapshot: JournalOptions['snapshot'],
): { file: number; size: number } {
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  const file = openSync(fresh, 'a');
  let size = 0;
  let chunk = '';
  const write = (): void => {
    size += appendWhole(file, chunk, size);
    chunk = '';
  };
  for (const record of snapshot()) {
    chunk += `${JSON.stringify(record)}\n`;
    if (chunk.length >= CHUNK_LENGTH) write();
  }
  write();
  fsyncSync(file);
  renameSync(fresh, path);
  return { file, size };
}
