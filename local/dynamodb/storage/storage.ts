import {
  create,
  type Item,
  type Level,
  type Operation,
  type Range,
  type Snapshot,
} from 'dynalite/db/index.js';
import { rangeUnder } from './layout.ts';

/** One LevelDB, in a folder or in memory. Values are JSON. */
export interface Storage {
  /** Resolves when the database can be used. Throws a sentence when another process has it, or it is not this service's. */
  open(): Promise<void>;
  /** Undefined when there is none. Of `snapshot`, or of what is committed by now. */
  get(key: string, snapshot?: Snapshot): Item | undefined;
  /** In chunks, in the order of keys. Of `snapshot`, or of what is committed at the start. */
  values(range: Range, snapshot?: Snapshot): AsyncIterable<readonly unknown[]>;
  /** All or nothing, and what is committed survives a kill -9 of the process (not a power cut: nothing is fsynced). */
  commit(operations: readonly Operation[]): Promise<void>;
  /** Deletes all under a prefix, after the commits that have begun. Not atomic. */
  clear(prefix: string): Promise<void>;
  /** What is committed by now, to read as one. Close it. */
  snapshot(): Snapshot;
  close(): Promise<void>;
}

const CHUNK = 256;

/** Of the keys and values under it. A folder with another format is refused. */
const FORMAT = 'dynamodb-1';
const FORMAT_KEY = 'format';

export function createStorage(path: string | undefined): Storage {
  const { db } = create(path === undefined ? {} : { path });
  const commits = new Set<Promise<void>>();
  const commit = (operations: readonly Operation[]): Promise<void> => {
    const done = db.batch(operations);
    const forget = () => void commits.delete(done);
    commits.add(done);
    done.then(forget, forget);
    return done;
  };
  return {
    open: async () => {
      await open(db, path);
      await checkFormat(db, path);
    },
    get: (key, snapshot) => (snapshot ? db.getSync(key, { snapshot }) : db.getSync(key)) as Item | undefined,
    values: (range, snapshot) => chunks(db, snapshot ? { ...range, snapshot } : range),
    commit,
    clear: async (prefix) => {
      await Promise.allSettled(commits);
      await db.clear(rangeUnder(prefix));
    },
    snapshot: () => db.snapshot(),
    close: async () => {
      await Promise.allSettled(commits);
      await db.close();
    },
  };
}

async function* chunks(db: Level, range: Range): AsyncGenerator<readonly unknown[]> {
  const iterator = db.values(range);
  try {
    for (;;) {
      const values = await iterator.nextv(CHUNK);
      if (values.length === 0) return;
      yield values;
    }
  } finally {
    await iterator.close();
  }
}

async function open(db: Level, path: string | undefined): Promise<void> {
  try {
    await db.open();
  } catch (cause) {
    // LevelDB's own reason, such as a lock that another process holds, is the cause of a general one.
    const reason = typeof cause === 'object' && cause !== null && 'cause' in cause ? cause.cause : cause;
    throw new Error(`DynamoDB's folder ${String(path)} could not be opened: ${String(reason)}`, { cause });
  }
}

async function checkFormat(db: Level, path: string | undefined): Promise<void> {
  const found = db.getSync(FORMAT_KEY);
  if (found === FORMAT) return;
  const iterator = db.values({ limit: 1 });
  const isEmpty = (await iterator.nextv(1)).length === 0;
  await iterator.close();
  if (!isEmpty) {
    throw new Error(
      `${String(path)} holds a database of format ${JSON.stringify(found)}, not ${FORMAT}: use another folder.`,
    );
  }
  await db.batch([{ type: 'put', key: FORMAT_KEY, value: FORMAT }]);
}
