import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { s3Error } from '../protocol/s3-error.ts';
import type { ContentFiles } from './content-files.ts';
import { createDeletionWatches } from './deletion-watch.ts';
import { createKeyIndex, type KeyIndex } from './key-index.ts';
import { createKeyLock } from './key-lock.ts';
import type { ObjectRecord } from './object-record.ts';
import type { RecordFiles } from './record-files.ts';
import { checkWriteCondition, type WriteCondition } from './write-condition.ts';

/** A write of one key, from its first byte to its commit. */
export interface PendingWrite {
  /**
   * Makes `record` what the key holds, durably, if the condition holds at that moment. Throws PreconditionFailed,
   * NoSuchKey, or ConditionalRequestConflict when the key was deleted meanwhile.
   */
  commit(record: ObjectRecord): Promise<void>;
  /** Always, at the end. */
  end(): void;
}

export interface ObjectStore {
  readonly index: KeyIndex;
  beginWrite(key: string, condition: WriteCondition): PendingWrite;
  /** Resolves whether or not there was such an object, unless the condition asks for one. */
  remove(key: string, condition: WriteCondition): Promise<void>;
  /** Removes an object that is still the one given. */
  removeExactly(record: ObjectRecord): Promise<void>;
}

export interface ObjectStoreParts {
  /** Holds one JSON file per object, named by the hash of its key: no key reaches the file system. */
  readonly folder: string;
  readonly records: readonly ObjectRecord[];
  readonly files: RecordFiles;
  readonly content: ContentFiles;
}

export const recordFileName = (key: string): string =>
  `${createHash('sha256').update(key).digest('hex')}.json`;

export function createObjectStore({ folder, records, files, content }: ObjectStoreParts): ObjectStore {
  const index = createKeyIndex(records);
  const lock = createKeyLock();
  const deletions = createDeletionWatches();
  const fileOf = (key: string): string => join(folder, recordFileName(key));

  const replace = async (record: ObjectRecord): Promise<void> => {
    const previous = index.get(record.key);
    await files.write(fileOf(record.key), record);
    index.set(record);
    if (previous) await content.discard(previous.segments);
  };

  const beginWrite = (key: string, condition: WriteCondition): PendingWrite => {
    const watch = deletions.watch(key);
    const check = (): void => {
      if (condition.kind !== 'none' && watch.deleted) throw s3Error('ConditionalRequestConflict');
      checkWriteCondition(condition, key, index.get(key));
    };
    const commit = (record: ObjectRecord): Promise<void> =>
      lock.run(key, async () => {
        check();
        await replace(record);
      });
    return {
      commit,
      end: () => {
        watch.end();
      },
    };
  };

  const removeRecord = async (record: ObjectRecord): Promise<void> => {
    await files.remove(fileOf(record.key));
    index.delete(record.key);
    deletions.note(record.key);
    await content.discard(record.segments);
  };

  const remove = (key: string, condition: WriteCondition): Promise<void> =>
    lock.run(key, async () => {
      const current = index.get(key);
      checkWriteCondition(condition, key, current);
      if (current) await removeRecord(current);
    });

  const removeExactly = (record: ObjectRecord): Promise<void> =>
    lock.run(record.key, async () => {
      if (index.get(record.key) === record) await removeRecord(record);
    });

  return { index, beginWrite, remove, removeExactly };
}
