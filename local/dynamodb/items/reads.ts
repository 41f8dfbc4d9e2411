import batchGetItemAction from 'dynalite/actions/batchGetItem.js';
import getItemAction from 'dynalite/actions/getItem.js';
import queryAction from 'dynalite/actions/query.js';
import scanAction from 'dynalite/actions/scan.js';
import type { Callback, Store } from 'dynalite/db/index.js';
import * as batchGetItem from 'dynalite/validations/batchGetItem.js';
import * as getItem from 'dynalite/validations/getItem.js';
import * as query from 'dynalite/validations/query.js';
import type { SearchInput } from 'dynalite/validations/query.js';
import * as scan from 'dynalite/validations/scan.js';
import type { Engine, Input, Operate } from '../engine/engine.ts';
import { asDynamoDb } from '../engine/conditions.ts';
import { assertOperands } from '../engine/operand-checks.ts';
import { createReadView } from '../engine/read-view.ts';
import { invalid, parseRequest } from '../engine/request.ts';
import { run } from '../engine/run.ts';

/** Amazon DynamoDB API Reference, "BatchGetItem". */
const MOST_KEYS = 100;

/** Every read is strongly consistent here; ConsistentRead changes only the capacity that is reported. */
export const getItems = { GetItem: get, BatchGetItem: batchGet } satisfies Record<string, Operate>;

export const searches = {
  Query: (engine, input) => search(engine, parseRequest(query, input), queryAction),
  Scan: (engine, input) => search(engine, parseRequest(scan, input), scanAction),
} satisfies Record<string, Operate>;

function get({ storage, tables }: Engine, input: Input): Promise<unknown> {
  const request = parseRequest(getItem, input);
  return run((callback, fail) => {
    getItemAction(createReadView({ storage, tables, fail }), request, callback);
  });
}

function batchGet({ storage, tables }: Engine, input: Input): Promise<unknown> {
  const request = parseRequest(batchGetItem, input);
  const keys = Object.values(request.RequestItems).flatMap(({ Keys }) => Keys);
  if (keys.length > MOST_KEYS) throw invalid('Too many items requested for the BatchGetItem call');
  return run((callback, fail) => {
    batchGetItemAction(createReadView({ storage, tables, fail }), request, callback);
  });
}

type SearchAction = (store: Store, request: SearchInput, callback: Callback<unknown>) => void;

/** Index entries and the items they lead to are read of one snapshot: a write in between can't tear them apart. */
async function search(engine: Engine, request: SearchInput, action: SearchAction): Promise<unknown> {
  const { storage, tables } = engine;
  const { _filter: filter, ExclusiveStartKey: key, TableName: table, ...rest } = request;
  if (filter) assertOperands(filter.expression, 'FilterExpression');
  const snapshot = storage.snapshot();
  try {
    const exact = {
      ...rest,
      TableName: table,
      ...(key && { ExclusiveStartKey: key }),
      ...(filter && { _filter: { ...filter, expression: asDynamoDb(filter.expression) } }),
    };
    return await run((callback, fail) => {
      const exclusiveStart = key && { table, key };
      const view = createReadView({
        storage,
        tables,
        snapshot,
        fail,
        ...(exclusiveStart && { exclusiveStart }),
      });
      action(view, exact, callback);
    });
  } finally {
    await snapshot.close();
  }
}
