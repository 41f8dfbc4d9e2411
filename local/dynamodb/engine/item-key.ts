import { createKey, validateItem, validateKey, type Item } from 'dynalite/db/index.js';
import { itemsOf } from '../storage/layout.ts';
import type { Tables } from '../tables/tables.ts';
import { toAwsError } from './dynalite-error.ts';
import type { ItemWrite } from './item-write.ts';

/** The item's key in the storage, which is also what to hold to write it. Throws AwsError for a key that does not fit. */
export function keyOfWrite(tables: Tables, write: ItemWrite): string {
  const { TableName: name } = write.input;
  const table = tables.get(name).description;
  const item = write.kind === 'Put' ? write.input.Item : write.input.Key;
  const wrong = write.kind === 'Put' ? validateItem(item, table) : validateKey(item, table);
  if (wrong) throw toAwsError(wrong);
  return itemsOf(name) + createKey(item, table);
}

/** As keyOfWrite, for the key of a read. */
export function keyOfRead(tables: Tables, name: string, key: Item): string {
  const table = tables.get(name).description;
  const wrong = validateKey(key, table);
  if (wrong) throw toAwsError(wrong);
  return itemsOf(name) + createKey(key, table);
}
