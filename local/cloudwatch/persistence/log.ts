import { openJournal, type Journal, type JournalOptions } from './journal.ts';
import type { JournalRecord } from './record.ts';

/** Where changes are written: a journal once there is one, nowhere before and without. */
export interface Log {
  readonly isKept: boolean;
  write(...records: readonly JournalRecord[]): void;
  /** What was written survives the end of this process when this returns. */
  flush(): void;
  /** Reads the journal of the folder, and writes to it from then on: what it holds is not news. */
  open(folder: string, options: JournalOptions): void;
  close(): void;
}

export function createLog(): Log {
  let journal: Journal | undefined;
  return {
    get isKept() {
      return journal !== undefined;
    },
    write: (...records) => {
      for (const record of records) journal?.append(record);
    },
    flush: () => journal?.flush(),
    open: (folder, options) => {
      journal = openJournal(folder, options);
    },
    // What still comes in is for nobody: log lines may outlive whoever reads them.
    close: () => {
      journal?.close();
      journal = undefined;
    },
  };
}
