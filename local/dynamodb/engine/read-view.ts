import {
  createKey,
  type Callback,
  type Item,
  type Range,
  type Snapshot,
  type Store,
} from 'dynalite/db/index.js';
import { indexOf, itemsOf, rangeUnder } from '../storage/layout.ts';
import type { Storage } from '../storage/storage.ts';
import type { Tables } from '../tables/tables.ts';
import { OPTIONS } from './request.ts';
import { ValueStream } from './value-stream.ts';

export interface ReadViewOptions {
  readonly storage: Storage;
  readonly tables: Tables;
  /** What is read, when more than one read must agree. Default: what is committed at each read. */
  readonly snapshot?: Snapshot;
  /** Of a query or a scan of an index. */
  readonly exclusiveStart?: { readonly table: string; readonly key: Item };
  /** Called with what goes wrong after the action has returned. */
  readonly fail: (error: unknown) => void;
}

/** The store that dynalite's GetItem, BatchGetItem, Query and Scan read. */
export function createReadView(options: ReadViewOptions): Store {
  const { storage, tables, snapshot, fail } = options;
  const stream = (prefix: string, range: Range) =>
    new ValueStream(storage.values(rangeUnder(prefix, range), snapshot), fail);
  return {
    options: OPTIONS,
    getTable: tables.getTable,
    getItemDb: (table) => ({
      get: (key: string, callback: Callback<unknown>) => {
        callback(null, storage.get(itemsOf(table) + key, snapshot));
      },
      createValueStream: (range: Range) => stream(itemsOf(table), range),
    }),
    getIndexDb: (_scope, table, index) => ({
      createValueStream: (range: Range) => stream(indexOf(table, index), behindStart(range, options)),
    }),
  };
}

/**
 * An index entry's key ends in the item's key (see WriteView), which the start that dynalite computes lacks: without
 * it a page would begin with the item that the last page ended with.
 */
function behindStart(range: Range, { tables, exclusiveStart }: ReadViewOptions): Range {
  const table = exclusiveStart && tables.find(exclusiveStart.table)?.description;
  if (!exclusiveStart || !table) return range;
  const end = `/${createKey(exclusiveStart.key, table)}`;
  const { gt, lt } = range;
  if (range.reverse) return lt === undefined ? range : { ...range, lt: lt + end };
  return gt === undefined ? range : { ...range, gt: gt + end };
}
