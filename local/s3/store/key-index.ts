import type { ObjectRecord } from './object-record.ts';

/** The objects of a bucket by key, in the order of S3's lists: that of the keys' UTF-8 bytes. */
export interface KeyIndex {
  get(key: string): ObjectRecord | undefined;
  set(record: ObjectRecord): void;
  delete(key: string): void;
  /** The first object whose sort key is at or after `from`. */
  firstFrom(from: string): IndexEntry | undefined;
  records(): Iterable<ObjectRecord>;
}

export interface IndexEntry {
  readonly sortKey: string;
  readonly record: ObjectRecord;
}

/**
 * The key's UTF-8 bytes, one per character: such strings compare as the bytes do. JavaScript compares UTF-16, which
 * puts U+FFFD after U+1F600.
 */
export const sortKeyOf = (key: string): string => Buffer.from(key, 'utf8').toString('latin1');
export const keyOfSortKey = (sortKey: string): string => Buffer.from(sortKey, 'latin1').toString('utf8');

export function createKeyIndex(records: Iterable<ObjectRecord> = []): KeyIndex {
  const entries = new Map<string, IndexEntry>();
  const order: IndexEntry[] = [];
  for (const record of records) {
    const entry = { sortKey: sortKeyOf(record.key), record };
    entries.set(record.key, entry);
    order.push(entry);
  }
  order.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1));

  return {
    get: (key) => entries.get(key)?.record,
    set: (record) => {
      const entry = { sortKey: sortKeyOf(record.key), record };
      order.splice(lowerBound(order, entry.sortKey), entries.has(record.key) ? 1 : 0, entry);
      entries.set(record.key, entry);
    },
    delete: (key) => {
      const entry = entries.get(key);
      if (!entry) return;
      order.splice(lowerBound(order, entry.sortKey), 1);
      entries.delete(key);
    },
    firstFrom: (from) => order[lowerBound(order, from)],
    records: () => order.values().map(({ record }) => record),
  };
}

/** Position of the first entry at or after `sortKey`. */
function lowerBound(order: readonly IndexEntry[], sortKey: string): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order[middle]?.sortKey ?? '') < sortKey) low = middle + 1;
    else high = middle;
  }
  return low;
}
