import { closeSync, constants, ftruncateSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { linesOf } from './lines.ts';

/**
 * An append-only log, one JSON value a line. What `append` returned from is in the kernel's hands and survives a
 * kill -9 of the process (not a power cut: nothing is fsynced).
 */
export interface Journal<Entry> {
  /** All entries in one write: a crash keeps a prefix of them at most, a full disk none. */
  append(entries: readonly Entry[]): void;
  /** Replaces the log, atomically, by entries that say the same, once it has grown by much more than they take. */
  rewriteIfOvergrown(live: () => Iterable<Entry>): void;
  close(): void;
}

export interface OpenedJournal<Entry> {
  readonly journal: Journal<Entry>;
  /** What the log held when it was opened. */
  readonly entries: readonly Entry[];
}

/** Growth below this is never worth a rewrite. */
const LEAST_GROWTH_BYTES = 4 * 1024 * 1024;

/** Throws when a whole line of the log does not parse; a torn last line was never acknowledged and is dropped. */
export function openJournal<Entry>(file: string, parse: (json: unknown) => Entry): OpenedJournal<Entry> {
  mkdirSync(dirname(file), { recursive: true });
  const { entries, bytes } = readEntries(file, parse);
  let descriptor = openSync(file, constants.O_CREAT | constants.O_RDWR, 0o600);
  // A torn last line goes: the next one must not be glued to it.
  ftruncateSync(descriptor, bytes);
  let size = bytes;
  let leastSize = 0;
  const journal = {
    append: (added: readonly Entry[]) => {
      size += appendWhole(descriptor, added, size);
    },
    rewriteIfOvergrown: (live: () => Iterable<Entry>) => {
      if (size - leastSize < Math.max(LEAST_GROWTH_BYTES, 2 * leastSize)) return;
      const replaced = descriptor;
      ({ descriptor, size } = replaceFile(file, live()));
      leastSize = size;
      closeSync(replaced);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
  return { journal, entries };
}

/** Keeps nothing: for a stack that lives in memory. */
export function noJournal<Entry>(): Journal<Entry> {
  return { append: () => undefined, rewriteIfOvergrown: () => undefined, close: () => undefined };
}

function readEntries<Entry>(file: string, parse: (json: unknown) => Entry) {
  const entries: Entry[] = [];
  let bytes = 0;
  for (const line of linesOf(file)) {
    try {
      entries.push(parse(JSON.parse(line)));
      bytes += Buffer.byteLength(line) + 1;
    } catch (cause) {
      const number = entries.length + 1;
      throw new Error(`${file}: line ${number} is damaged; move the file away to start empty`, { cause });
    }
  }
  return { entries, bytes };
}

function replaceFile(file: string, entries: Iterable<unknown>): { descriptor: number; size: number } {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    let size = 0;
    for (const entry of entries) size += appendWhole(descriptor, [entry], size);
    renameSync(temporary, file);
    return { descriptor, size };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** When the disk is full, what was begun is taken back: the next line must not be glued to it. */
function appendWhole(descriptor: number, entries: readonly unknown[], position: number): number {
  const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
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
