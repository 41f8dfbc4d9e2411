import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * An append-only log, one JSON value a line. What `append` returned from is in the kernel's hands and survives a
 * kill -9 of the process (not a power cut: nothing is fsynced).
 */
export interface Journal<Entry> {
  /** All entries in one write: a crash keeps a prefix of them at most. */
  append(entries: readonly Entry[]): void;
  /** Replaces the whole log, atomically. */
  rewrite(entries: Iterable<Entry>): void;
  /** Lines since the log was opened or rewritten: when to rewrite is the owner's choice. */
  readonly length: number;
  close(): void;
}

export interface OpenedJournal<Entry> {
  readonly journal: Journal<Entry>;
  /** What the log held when it was opened. */
  readonly entries: readonly Entry[];
}

/** Throws when a whole line of the log does not parse; a torn last line was never acknowledged and is dropped. */
export function openJournal<Entry>(file: string, parse: (json: unknown) => Entry): OpenedJournal<Entry> {
  mkdirSync(dirname(file), { recursive: true });
  const entries = readEntries(file, parse);
  let descriptor = replaceFile(file, entries);
  let length = entries.length;
  const journal = {
    append: (added: readonly Entry[]) => {
      writeLines(descriptor, added);
      length += added.length;
    },
    rewrite: (kept: Iterable<Entry>) => {
      const all = [...kept];
      const replaced = descriptor;
      descriptor = replaceFile(file, all);
      closeSync(replaced);
      length = all.length;
    },
    get length() {
      return length;
    },
    close: () => {
      closeSync(descriptor);
    },
  };
  return { journal, entries };
}

/** Keeps nothing: for a stack that lives in memory. */
export function noJournal<Entry>(): Journal<Entry> {
  return { append: () => undefined, rewrite: () => undefined, length: 0, close: () => undefined };
}

function readEntries<Entry>(file: string, parse: (json: unknown) => Entry): Entry[] {
  const lines = (existsSync(file) ? readFileSync(file, 'utf8') : '').split('\n');
  lines.pop();
  return lines.map((line, index) => {
    try {
      return parse(JSON.parse(line));
    } catch (cause) {
      throw new Error(`${file}: line ${index + 1} is damaged; move the file away to start empty`, { cause });
    }
  });
}

/** Also cuts off a torn last line, which an append would otherwise be glued to. Returns the new descriptor. */
function replaceFile(file: string, entries: readonly unknown[]): number {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  writeLines(descriptor, entries);
  renameSync(temporary, file);
  return descriptor;
}

function writeLines(descriptor: number, entries: readonly unknown[]): void {
  if (entries.length === 0) return;
  const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written);
  }
}
