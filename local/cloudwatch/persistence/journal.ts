import { join } from 'node:path';
import { lineOf, openLogFile } from '../../journal/log-file.ts';

/** What happened, in order. Points are many and small: they are written together. */
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

const LEAST_GROWTH_BYTES = 64 * 1024 * 1024;

/** The journal is replaced by a snapshot at start, since metrics are numbered anew, and whenever it is overgrown. */
export function openJournal(folder: string, { restore, snapshot }: JournalOptions): Journal {
  const log = openLogFile(join(folder, 'cloudwatch.jsonl'), {
    restore,
    leastGrowthBytes: LEAST_GROWTH_BYTES,
  });
  log.replace(snapshot);
  let pending = '';
  let isScheduled = false;

  const flush = (): void => {
    if (pending === '') return;
    log.append(pending);
    pending = '';
    log.replaceIfOvergrown(snapshot);
  };
  return {
    append: (record) => {
      pending += lineOf(record);
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(() => {
        isScheduled = false;
        flush();
      });
    },
    flush,
    close: () => {
      flush();
      log.close();
    },
  };
}
