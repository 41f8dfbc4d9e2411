import deleteItem from 'dynalite/actions/deleteItem.js';
import putItem from 'dynalite/actions/putItem.js';
import updateItem from 'dynalite/actions/updateItem.js';
import type { Callback, Item, Operation, Store } from 'dynalite/db/index.js';
import type { KeyInput } from 'dynalite/validations/updateItem.js';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Storage } from '../storage/storage.ts';
import type { Tables } from '../tables/tables.ts';
import type { IndexWrite } from './index-writes.ts';
import { keyOfWrite } from './item-key.ts';
import type { ItemWrite } from './item-write.ts';
import { assertNesting } from './nesting.ts';
import { runNow } from './run.ts';
import { asOf } from './updates.ts';
import { createWriteView, type WriteNotes } from './write-view.ts';

/** What a write would do, computed from what is committed now. */
export interface Captured {
  readonly table: string;
  /** What ReturnValues asked for. */
  readonly attributes: Item | undefined;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly indexWrites: readonly IndexWrite[];
  readonly operations: readonly Operation[];
}

export const CONDITION_FAILED = 'ConditionalCheckFailedException';

/**
 * Runs dynalite's own action on a view that only notes what it writes: item and index entries can then be committed
 * as one, alone or with other writes. Hold the item's key until they are. Throws AwsError; that of a failed condition
 * carries the item if ReturnValuesOnConditionCheckFailure asks for it.
 */
export function capture(storage: Storage, tables: Tables, write: ItemWrite): Captured {
  const { store, notes } = createWriteView(storage, tables);
  const attributes = act(store, write.kind === 'Update' ? bound(storage, tables, write.input) : write, notes);
  const { before, after, indexWrites, itemOperations } = notes;
  const table = write.input.TableName;
  // A check is run as a delete, for its condition only.
  if (write.kind === 'ConditionCheck') {
    return { table, attributes, before, after: before, indexWrites: [], operations: [] };
  }
  if (after) assertNesting(after);
  const operations = [...itemOperations, ...indexWrites.map(({ operation }) => operation)];
  return { table, attributes, before, after, indexWrites, operations };
}

function act(store: Store, write: ItemWrite, notes: WriteNotes): Item | undefined {
  try {
    const answer = runNow<{ readonly Attributes?: Item }>((callback) => {
      dispatch(store, write, callback);
    });
    const { Attributes: attributes } = answer;
    return attributes && Object.keys(attributes).length > 0 ? attributes : undefined;
  } catch (error) {
    const wantsItem = write.input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    const failedCondition = error instanceof AwsError && error.code === CONDITION_FAILED;
    if (!failedCondition || !wantsItem || !notes.before) throw error;
    throw new AwsError(error.code, error.message, { fields: { Item: notes.before } });
  }
}

function dispatch(store: Store, write: ItemWrite, callback: Callback<{ readonly Attributes?: Item }>): void {
  switch (write.kind) {
    case 'Put':
      putItem(store, write.input, callback);
      break;
    case 'Update':
      updateItem(store, write.input, callback);
      break;
    default:
      deleteItem(store, write.input, callback);
  }
}

/** dynalite writes into the key of an item that it creates, so it gets a copy. */
function bound(storage: Storage, tables: Tables, input: KeyInput): ItemWrite {
  const { _updates: updates, Key: key } = input;
  const item = storage.get(keyOfWrite(tables, { kind: 'Update', input })) ?? key;
  const sections = updates && asOf(item, updates.sections);
  return {
    kind: 'Update',
    input: { ...input, Key: { ...key }, ...(sections && { _updates: { ...updates, sections } }) },
  };
}
