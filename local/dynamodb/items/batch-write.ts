import * as batchWriteItem from 'dynalite/validations/batchWriteItem.js';
import type { BatchWriteInput } from 'dynalite/validations/batchWriteItem.js';
import { capture } from '../engine/capture.ts';
import type { Operate } from '../engine/engine.ts';
import { keyOfWrite } from '../engine/item-key.ts';
import type { ItemWrite } from '../engine/item-write.ts';
import { invalid, parseRequest } from '../engine/request.ts';
import { ofWrite, report } from './capacity.ts';

/** Amazon DynamoDB API Reference, "BatchWriteItem". */
const MOST_WRITES = 25;

/** All or nothing, where DynamoDB promises only that each item is; never any UnprocessedItems. */
export const batchWrite: Operate = ({ storage, tables, locks }, input) => {
  const request = parseRequest(batchWriteItem, input);
  const writes = writesOf(request);
  const keys = writes.map((write) => keyOfWrite(tables, write));
  if (new Set(keys).size < keys.length) throw invalid('Provided list of item keys contains duplicates');
  return locks.hold(keys, async () => {
    const captured = writes.map((write) => capture(storage, tables, write));
    await storage.commit(captured.flatMap(({ operations }) => operations));
    return {
      UnprocessedItems: {},
      ConsumedCapacity: report(
        request.ReturnConsumedCapacity,
        captured.map((write) => ofWrite(write)),
      ),
    };
  });
};

function writesOf({ RequestItems: byTable }: BatchWriteInput): ItemWrite[] {
  const writes = Object.entries(byTable).flatMap(([TableName, requests]) =>
    requests.map(({ PutRequest: put, DeleteRequest: remove }): ItemWrite => {
      if (put && !remove) return { kind: 'Put', input: { TableName, Item: put.Item } };
      if (remove && !put) return { kind: 'Delete', input: { TableName, Key: remove.Key } };
      throw invalid('Each write request must contain exactly one of PutRequest and DeleteRequest');
    }),
  );
  if (writes.length > MOST_WRITES) throw invalid('Too many items requested for the BatchWriteItem call');
  return writes;
}
