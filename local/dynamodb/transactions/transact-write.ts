import { itemSize, type Operation } from 'dynalite/db/index.js';
import * as deleteItem from 'dynalite/validations/deleteItem.js';
import * as putItem from 'dynalite/validations/putItem.js';
import * as updateItem from 'dynalite/validations/updateItem.js';
import { capture, type Captured } from '../engine/capture.ts';
import type { Engine, Operate } from '../engine/engine.ts';
import { keyOfWrite } from '../engine/item-key.ts';
import type { ItemWrite } from '../engine/item-write.ts';
import { assertCustom, invalid, parseRequest } from '../engine/request.ts';
import { ofTransactionalRead, ofWrite, report, TRANSACTIONAL } from '../items/capacity.ts';
import { withExactCondition } from '../items/write-requests.ts';
import { allOrCancelled, attempt } from './cancellation.ts';
import type { RequestTokens } from './request-tokens.ts';
import { TRANSACT_WRITE, type TransactWriteInput } from './transact-requests.ts';

/** Amazon DynamoDB API Reference, "TransactWriteItems": the aggregate size of the items. */
const LARGEST_BYTES = 4 * 1024 * 1024;

/** Serialised by locks on its items: concurrent transactions wait for each other, none gets TransactionConflict. */
export function createTransactWrite(tokens: RequestTokens): Operate {
  return async (engine, input) => {
    const request = parseRequest({ types: TRANSACT_WRITE }, input);
    const writes = request.TransactItems.map(writeOf);
    const keys = keysOf(engine, writes);
    const { ReturnConsumedCapacity: mode, ClientRequestToken: token } = request;
    return tokens.once(
      { token, content: input['TransactItems'] },
      {
        first: async (operations) => {
          const captured = await commitAll(engine, { writes, keys, operations });
          return {
            ConsumedCapacity: report(
              mode,
              captured.map((write) => ofWrite(write, TRANSACTIONAL)),
            ),
          };
        },
        // A repeated request consumes reads only: API Reference, ClientRequestToken.
        again: () => ({
          ConsumedCapacity: report(
            mode,
            writes.map((write, index) => rereading(engine, write, keys[index])),
          ),
        }),
      },
    );
  };
}

function writeOf(each: TransactWriteInput['TransactItems'][number]): ItemWrite {
  const { Put: put, Update: update, Delete: remove, ConditionCheck: check } = each ?? {};
  const [write, ...others] = [
    put && checked({ kind: 'Put', input: put }),
    update && checked({ kind: 'Update', input: update }),
    remove && checked({ kind: 'Delete', input: remove }),
    check && checked({ kind: 'ConditionCheck', input: check }),
  ].filter((candidate) => candidate !== undefined);
  if (write && others.length === 0) return write;
  throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
}

const CUSTOM = {
  Put: putItem.custom,
  Update: updateItem.custom,
  Delete: deleteItem.custom,
  ConditionCheck: deleteItem.custom,
};

function checked(write: ItemWrite): ItemWrite {
  assertCustom(CUSTOM[write.kind], write.input);
  return write.kind === 'Put'
    ? { kind: 'Put', input: withExactCondition(write.input) }
    : { kind: write.kind, input: withExactCondition(write.input) };
}

function keysOf({ tables }: Engine, writes: readonly ItemWrite[]): string[] {
  const keys = allOrCancelled(writes.map((write) => attempt(() => keyOfWrite(tables, write))));
  if (new Set(keys).size < keys.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
  return keys;
}

interface Transaction {
  readonly writes: readonly ItemWrite[];
  readonly keys: readonly string[];
  /** Committed with them. */
  readonly operations: readonly Operation[];
}

function commitAll({ storage, tables, locks }: Engine, transaction: Transaction): Promise<Captured[]> {
  return locks.hold(transaction.keys, async () => {
    const attempts = transaction.writes.map((write) => attempt(() => capture(storage, tables, write)));
    const captured = allOrCancelled(attempts);
    assertSize(captured);
    await storage.commit([...captured.flatMap(({ operations }) => operations), ...transaction.operations]);
    return captured;
  });
}

function assertSize(captured: readonly Captured[]): void {
  const sizeBytes = captured
    .map(({ before, after }) => after ?? before)
    .reduce((sum, item) => sum + (item ? itemSize(item) : 0), 0);
  if (sizeBytes > LARGEST_BYTES) {
    throw invalid(`Transaction payload size cannot exceed 4MB. Payload Size: ${sizeBytes}`);
  }
}

function rereading({ storage }: Engine, write: ItemWrite, key = '') {
  return ofTransactionalRead(write.input.TableName, storage.get(key));
}
