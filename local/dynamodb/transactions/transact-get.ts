import getItemAction from 'dynalite/actions/getItem.js';
import { itemSize, type Item, type Snapshot } from 'dynalite/db/index.js';
import * as getItem from 'dynalite/validations/getItem.js';
import type { GetInput } from 'dynalite/validations/getItem.js';
import type { Engine, Operate } from '../engine/engine.ts';
import { keyOfRead } from '../engine/item-key.ts';
import { createReadView } from '../engine/read-view.ts';
import { assertCustom, invalid, parseRequest } from '../engine/request.ts';
import { run } from '../engine/run.ts';
import { ofTransactionalRead, report } from '../items/capacity.ts';
import { allOrCancelled, attempt } from './cancellation.ts';
import { TRANSACT_GET, type TransactGetInput } from './transact-requests.ts';

/** Amazon DynamoDB API Reference, "TransactGetItems": the aggregate size of the items. */
const LARGEST_BYTES = 4 * 1024 * 1024;

/** Reads all items as of one moment between transactions. */
export const transactGet: Operate = async (engine, input) => {
  const request = parseRequest({ types: TRANSACT_GET }, input);
  const gets = request.TransactItems.map(getOf);
  const keys = keysOf(engine, gets);
  const snapshot = engine.storage.snapshot();
  try {
    const items = keys.map((key) => engine.storage.get(key, snapshot));
    assertSize(items);
    const responses = await Promise.all(gets.map((get) => read(engine, get, snapshot)));
    const consumed = gets.map(({ TableName: table }, index) => ofTransactionalRead(table, items[index]));
    return { Responses: responses, ConsumedCapacity: report(request.ReturnConsumedCapacity, consumed) };
  } finally {
    await snapshot.close();
  }
};

function getOf(each: TransactGetInput['TransactItems'][number]): GetInput {
  if (!each?.Get) throw invalid('Invalid Request: TransactGetRequest should contain Get request');
  assertCustom(getItem.custom, each.Get);
  return each.Get;
}

function keysOf({ tables }: Engine, gets: readonly GetInput[]): string[] {
  const attempts = gets.map(({ TableName: table, Key: key }) => attempt(() => keyOfRead(tables, table, key)));
  const keys = allOrCancelled(attempts);
  if (new Set(keys).size < keys.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
  return keys;
}

async function read(
  { storage, tables }: Engine,
  get: GetInput,
  snapshot: Snapshot,
): Promise<{ Item?: Item }> {
  const { Item: item } = await run<{ readonly Item?: Item }>((callback, fail) => {
    getItemAction(createReadView({ storage, tables, snapshot, fail }), get, callback);
  });
  return item ? { Item: item } : {};
}

function assertSize(items: readonly (Item | undefined)[]): void {
  const sizeBytes = items.reduce((sum, item) => sum + (item ? itemSize(item) : 0), 0);
  if (sizeBytes > LARGEST_BYTES) {
    throw invalid(`The aggregate size of the items in the transaction exceeds 4 MB: ${sizeBytes} bytes`);
  }
}
