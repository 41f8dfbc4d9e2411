import {
  createKey,
  getIndexActions,
  type Index,
  type Item,
  type Operation,
  type Table,
} from 'dynalite/db/index.js';
import type { Engine } from '../engine/engine.ts';
import { withoutUndefined } from '../engine/index-writes.ts';
import { indexesOf, indexOf, itemsOf, rangeUnder } from '../storage/layout.ts';

/** Empties a table's indexes and fills them from its items. Nothing else may use the table meanwhile. */
export async function reindex({ storage }: Engine, table: Table): Promise<void> {
  await storage.clear(indexesOf(table.TableName));
  for await (const chunk of storage.values(rangeUnder(itemsOf(table.TableName)))) {
    await storage.commit((chunk as readonly Item[]).flatMap((item) => entriesOf(table, item)));
  }
}

function entriesOf(table: Table, item: Item): Operation[] {
  const indexes: Index[] = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  const { puts } = getIndexActions(indexes, null, item, table);
  return puts.map(({ index, key, item: entry }) => ({
    type: 'put',
    key: `${indexOf(table.TableName, index)}${key}/${createKey(item, table)}`,
    value: withoutUndefined(entry),
  }));
}
