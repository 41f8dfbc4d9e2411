import { lineOf, openLogFile } from './log-file.ts';

/** Entries of one kind, in the order they were appended: see LogFile for what survives what. */
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

const LEAST_GROWTH_BYTES = 4 * 1024 * 1024;

/** Throws when a whole line of the log does not parse; a torn last line was never acknowledged and is dropped. */
export function openJournal<Entry>(file: string, parse: (json: unknown) => Entry): OpenedJournal<Entry> {
  const entries: Entry[] = [];
  const restore = (json: unknown): void => {
    entries.push(parse(json));
  };
  const log = openLogFile(file, { restore, leastGrowthBytes: LEAST_GROWTH_BYTES });
  const journal = {
    append: (added: readonly Entry[]) => {
      log.append(added.map(lineOf).join(''));
    },
    rewriteIfOvergrown: (live: () => Iterable<Entry>) => {
      log.replaceIfOvergrown(live);
    },
    close: () => {
      log.close();
    },
  };
  return { journal, entries };
}

/** Keeps nothing: for a stack that lives in memory. */
export function noJournal<Entry>(): Journal<Entry> {
  return { append: () => undefined, rewriteIfOvergrown: () => undefined, close: () => undefined };
}
