import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
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
  let grown = 0;
  let isScheduled = false;
  let { file, size } = replaceBySnapshot(path, snapshot);

  const flush = (): void => {
    if (pending === '') return;
    appendFileSync(file, pending);
    grown += pending.length;
    pending = '';
    if (grown < Math.max(MOST_GROWTH_BYTES, 2 * size)) return;
    closeSync(file);
    ({ file, size } = replaceBySnapshot(path, snapshot));
    grown = 0;
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
    appendFileSync(file, chunk);
    size += chunk.length;
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
