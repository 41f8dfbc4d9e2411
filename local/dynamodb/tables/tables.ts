import type { Operation, Store, Table } from 'dynalite/db/index.js';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { rangeUnder, TABLES } from '../storage/layout.ts';
import type { Storage } from '../storage/storage.ts';

export interface TableRecord {
  /** What DescribeTable answers. */
  readonly description: Table;
  /** Epoch seconds in it, as a number, say when an item expires. */
  readonly timeToLiveAttribute?: string;
}

/** The definitions of all tables, in memory for reading and in the storage for the next start. */
export interface Tables {
  load(): Promise<void>;
  find(name: string): TableRecord | undefined;
  /** Throws ResourceNotFoundException. */
  get(name: string): TableRecord;
  all(): readonly TableRecord[];
  save(record: TableRecord): Promise<void>;
  remove(name: string): Promise<void>;
  /** As dynalite's actions ask for a table. */
  readonly getTable: Store['getTable'];
}

export function createTables(storage: Storage): Tables {
  const records = new Map<string, TableRecord>();
  const tables: Tables = {
    load: async () => {
      for await (const chunk of storage.values(rangeUnder(TABLES))) {
        for (const record of chunk as readonly TableRecord[])
          records.set(record.description.TableName, record);
      }
    },
    find: (name) => records.get(name),
    get: (name) => {
      const record = records.get(name);
      if (!record) throw notFound(`Requested resource not found: Table: ${name} not found`);
      return record;
    },
    all: () => [...records.values()].sort(byName),
    save: async (record) => {
      await storage.commit([put(record)]);
      records.set(record.description.TableName, record);
    },
    // Forgotten first: no write may begin on a table that is being removed.
    remove: async (name) => {
      records.delete(name);
      await storage.commit([{ type: 'del', key: TABLES + name }]);
    },
    getTable: (name, checkStatus, callback) => {
      const answer = callback ?? checkStatus;
      if (!answer) throw new TypeError('getTable needs a callback');
      const record = records.get(name);
      if (record) answer(null, record.description);
      else answer(notFound('Requested resource not found'));
    },
  };
  return tables;
}

function byName(left: TableRecord, right: TableRecord): number {
  return left.description.TableName < right.description.TableName ? -1 : 1;
}

function put(record: TableRecord): Operation {
  return { type: 'put', key: TABLES + record.description.TableName, value: record };
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}
