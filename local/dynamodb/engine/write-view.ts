import type { Callback, Item, Operation, Store } from 'dynalite/db/index.js';
import { itemsOf } from '../storage/layout.ts';
import type { Storage } from '../storage/storage.ts';
import type { Tables } from '../tables/tables.ts';
import { createIndexDb, type IndexWrite } from './index-writes.ts';
import { OPTIONS } from './request.ts';

/** What an action read and would write. */
export interface WriteNotes {
  itemKey: string;
  before: Item | undefined;
  after: Item | undefined;
  readonly itemOperations: Operation[];
  readonly indexWrites: IndexWrite[];
}

/** A store that answers dynalite's write actions at once from what is committed, and notes down what they write. */
export function createWriteView(storage: Storage, tables: Tables): { store: Store; notes: WriteNotes } {
  const notes: WriteNotes = {
    itemKey: '',
    before: undefined,
    after: undefined,
    itemOperations: [],
    indexWrites: [],
  };
  const store: Store = {
    options: OPTIONS,
    getTable: tables.getTable,
    getItemDb: (table) => createItemDb(storage, table, notes),
    getIndexDb: (scope, table, index) =>
      createIndexDb(storage, { scope, table, index, itemKey: () => notes.itemKey }, (write) => {
        notes.indexWrites.push(write);
      }),
  };
  return { store, notes };
}

function createItemDb(storage: Storage, table: string, notes: WriteNotes) {
  const prefix = itemsOf(table);
  return {
    // Whoever uses this view holds the key already.
    lock: (_key: string, begin: (release: (done: unknown) => unknown) => void) => {
      begin((done) => done);
    },
    get: (key: string, callback: Callback<Item>) => {
      notes.itemKey = key;
      notes.before = storage.get(prefix + key);
      callback(null, notes.before);
    },
    put: (key: string, value: Item, callback: Callback<void>) => {
      notes.after = value;
      notes.itemOperations.push({ type: 'put', key: prefix + key, value });
      callback(null);
    },
    del: (key: string, callback: Callback<void>) => {
      notes.itemOperations.push({ type: 'del', key: prefix + key });
      callback(null);
    },
  };
}
