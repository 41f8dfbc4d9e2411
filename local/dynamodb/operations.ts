import type { Operate } from './engine/engine.ts';
import { batchWrite } from './items/batch-write.ts';
import { getItems, searches } from './items/reads.ts';
import { deleteItem, putItem, updateItem } from './items/single-writes.ts';
import { onBatch, onTransaction } from './permissions/touch-many.ts';
import { onItem, onSearch, onService, onTable, type Touches } from './permissions/touch.ts';
import { createTable } from './tables/create-table.ts';
import { deleteTable, describeContinuousBackups, describeTable, listTables } from './tables/manage-tables.ts';
import { describeTimeToLive, updateTimeToLive } from './time-to-live/time-to-live-api.ts';
import type { RequestTokens } from './transactions/request-tokens.ts';
import { transactGet } from './transactions/transact-get.ts';
import { createTransactWrite } from './transactions/transact-write.ts';

interface Operation {
  readonly operate: Operate;
  readonly touches: Touches;
}

/** Every operation that is supported, by its name on the wire. */
export function createOperations(tokens: RequestTokens): ReadonlyMap<string, Operation> {
  return new Map(
    Object.entries({
      CreateTable: { operate: createTable, touches: onTable },
      DescribeTable: { operate: describeTable, touches: onTable },
      DeleteTable: { operate: deleteTable, touches: onTable },
      ListTables: { operate: listTables, touches: onService },
      DescribeContinuousBackups: { operate: describeContinuousBackups, touches: onTable },
      UpdateTimeToLive: { operate: updateTimeToLive, touches: onTable },
      DescribeTimeToLive: { operate: describeTimeToLive, touches: onTable },
      GetItem: { operate: getItems.GetItem, touches: onItem('Key') },
      PutItem: { operate: putItem, touches: onItem('Item') },
      UpdateItem: { operate: updateItem, touches: onItem('Key') },
      DeleteItem: { operate: deleteItem, touches: onItem('Key') },
      Query: { operate: searches.Query, touches: onSearch },
      Scan: { operate: searches.Scan, touches: onSearch },
      BatchGetItem: { operate: getItems.BatchGetItem, touches: onBatch },
      BatchWriteItem: { operate: batchWrite, touches: onBatch },
      TransactGetItems: { operate: transactGet, touches: onTransaction },
      TransactWriteItems: { operate: createTransactWrite(tokens), touches: onTransaction },
    }),
  );
}
