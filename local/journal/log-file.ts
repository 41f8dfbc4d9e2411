import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { linesOf } from './lines.ts';

/**
 * A file of JSON texts, one a line. What `append` returned from is in the kernel's hands and survives a kill -9 of the
 * process (not a power cut: only replacements are synced).
 */
export interface LogFile {
  /** Whole lines, in one write: a crash keeps a prefix of them at most, a full disk none. */
  append(lines: string): void;
  /** Replaces the file, atomically, by entries that say the same. */
  replace(live: () => Iterable<unknown>): void;
  /** As `replace`, once the file has grown by much more than they take. */
  replaceIfOvergrown(live: () => Iterable<unknown>): void;
  close(): void;
}

export interface LogFileOptions {
  /** Called with every value that the file holds. Throws for one it cannot read. */
  readonly restore: (json: unknown) => void;
  /** Growth below this is never worth a replacement. */
  readonly leastGrowthBytes: number;
}

const CHUNK_LENGTH = 1024 * 1024;

export const lineOf = (entry: unknown): string => `${JSON.stringify(entry)}\n`;

/** Throws when a whole line does not parse; a torn last line was never acknowledged and is dropped. */
export function openLogFile(file: string, { restore, leastGrowthBytes }: LogFileOptions): LogFile {
  mkdirSync(dirname(file), { recursive: true });
  let size = restoreAll(file, restore);
  let descriptor = openSync(file, constants.O_CREAT | constants.O_RDWR, 0o600);
  // A torn last line goes: the next one must not be glued to it.
  ftruncateSync(descriptor, size);
  let leastSize = 0;

  const replace = (live: () => Iterable<unknown>): void => {
    const replaced = descriptor;
    ({ descriptor, size } = replaceFile(file, live()));
    leastSize = size;
    closeSync(replaced);
  };
  return {
    append: (lines) => {
      size += appendWhole(descriptor, lines, size);
    },
    replace,
    replaceIfOvergrown: (live) => {
      if (size - leastSize >= Math.max(leastGrowthBytes, 2 * leastSize)) replace(live);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}

/** Returns the bytes of all whole lines. */
function restoreAll(file: string, restore: (json: unknown) => void): number {
  let bytes = 0;
  for (const { text, number, end } of linesOf(file)) {
    try {
      restore(JSON.parse(text));
    } catch (cause) {
      throw new Error(`${file}: line ${number} is damaged; move the file away to start empty`, { cause });
    }
    bytes = end;
  }
  return bytes;
}

/** The old file is whole until the new one is. */
function replaceFile(file: string, entries: Iterable<unknown>): { descriptor: number; size: number } {
  const fresh = `${file}.new`;
  const descriptor = openSync(fresh, 'w', 0o600);
  try {
    let size = 0;
    let chunk = '';
    for (const entry of entries) {
      chunk += lineOf(entry);
      if (chunk.length < CHUNK_LENGTH) continue;
      size += appendWhole(descriptor, chunk, size);
      chunk = '';
    }
    size += appendWhole(descriptor, chunk, size);
    fsyncSync(descriptor);
    renameSync(fresh, file);
    return { descriptor, size };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** When the disk is full, what was begun is taken back: the next line must not be glued to it. */
function appendWhole(descriptor: number, lines: string, position: number): number {
  const bytes = Buffer.from(lines);
  try {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
    }
    return bytes.length;
  } catch (error) {
    ftruncateSync(descriptor, position);
    throw error;
  }
}
