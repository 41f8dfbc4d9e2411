import type { KeyIndex } from './key-index.ts';
import { keyOfSortKey, sortKeyOf } from './key-index.ts';
import type { ObjectRecord } from './object-record.ts';

export interface ListQuery {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  readonly maxKeys: number;
  /** Only what comes after it is listed. */
  readonly after: ListPosition | undefined;
}

/** After a key, or after every key that begins with a common prefix. */
export type ListPosition = { readonly key: string } | { readonly commonPrefix: string };

export interface ListPage {
  readonly records: readonly ObjectRecord[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page goes on; absent on the last. */
  readonly next?: ListPosition;
}

/** One page of ListObjectsV2: keys under `prefix`, those with a delimiter after it rolled up into common prefixes. */
export function listKeys(index: KeyIndex, query: ListQuery): ListPage {
  const prefix = sortKeyOf(query.prefix);
  const delimiter = sortKeyOf(query.delimiter);
  const records: ObjectRecord[] = [];
  const commonPrefixes: string[] = [];
  let from = startOf(prefix, query.after);
  let last: ListPosition | undefined;
  for (;;) {
    const entry = index.firstFrom(from);
    if (!entry?.sortKey.startsWith(prefix)) return { records, commonPrefixes };
    if (records.length + commonPrefixes.length === query.maxKeys) {
      return { records, commonPrefixes, ...(last && { next: last }) };
    }
    const end = delimiter === '' ? -1 : entry.sortKey.indexOf(delimiter, prefix.length);
    if (end === -1) {
      records.push(entry.record);
      last = { key: entry.record.key };
    } else {
      last = { commonPrefix: keyOfSortKey(entry.sortKey.slice(0, end + delimiter.length)) };
      commonPrefixes.push(last.commonPrefix);
    }
    from = startOf(prefix, last);
  }
}

/** The lowest sort key that may be listed. */
function startOf(prefix: string, after: ListPosition | undefined): string {
  if (!after) return prefix;
  const start = 'key' in after ? justAfter(sortKeyOf(after.key)) : afterPrefix(sortKeyOf(after.commonPrefix));
  return start > prefix ? start : prefix;
}

const justAfter = (sortKey: string): string => `${sortKey}\u0000`;

/** No UTF-8 text has the byte 0xFF, so this is above everything that begins with `prefix`. */
const afterPrefix = (prefix: string): string => `${prefix}\u00ff`;
