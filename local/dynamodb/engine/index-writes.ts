import { isDeepStrictEqual } from 'node:util';
import { itemSize, type Callback, type Item, type Operation } from 'dynalite/db/index.js';
import { indexOf } from '../storage/layout.ts';
import type { Storage } from '../storage/storage.ts';

/** One entry of a secondary index that a write changes. */
export interface IndexWrite {
  readonly index: string;
  readonly scope: 'Local' | 'Global';
  readonly operation: Operation;
  /** Write units, before a transaction doubles them. */
  readonly units: number;
}

/**
 * A secondary index as dynalite's writes see it. Entries that do not change are neither written nor counted:
 * Amazon DynamoDB Developer Guide, "Using Global Secondary Indexes", provisioned throughput considerations.
 */
export function createIndexDb(
  storage: Storage,
  at: {
    readonly scope: string;
    readonly table: string;
    readonly index: string;
    readonly itemKey: () => string;
  },
  record: (write: IndexWrite) => void,
) {
  const prefix = indexOf(at.table, at.index);
  const scope = at.scope === 'Global' ? 'Global' : 'Local';
  // dynalite ends the key in 24 bits of a hash of the item's key: two items would share an entry once in a while.
  const fullKey = (key: string) => `${prefix}${key}/${at.itemKey()}`;
  const sizeOf = (entry: Item | undefined) => (entry ? itemSize(entry) : 0);
  return {
    put: (shortKey: string, item: Item, callback: Callback<void>) => {
      const key = fullKey(shortKey);
      const value = withoutUndefined(item);
      const old = storage.get(key);
      if (!isDeepStrictEqual(old, value)) {
        const units = unitsOf(Math.max(sizeOf(old), sizeOf(value)));
        record({ index: at.index, scope, operation: { type: 'put', key, value }, units });
      }
      callback(null);
    },
    del: (shortKey: string, callback: Callback<void>) => {
      const key = fullKey(shortKey);
      const units = unitsOf(sizeOf(storage.get(key)));
      record({ index: at.index, scope, operation: { type: 'del', key }, units });
      callback(null);
    },
  };
}

/** dynalite projects attributes that the item lacks as undefined. */
export function withoutUndefined(item: Item): Item {
  return Object.fromEntries(
    Object.entries(item).filter(([, value]: [string, unknown]) => value !== undefined),
  );
}

/** One write unit for each KB begun. */
function unitsOf(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / 1024));
}
