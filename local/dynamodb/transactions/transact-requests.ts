import * as deleteItem from 'dynalite/validations/deleteItem.js';
import * as getItem from 'dynalite/validations/getItem.js';
import type { GetInput } from 'dynalite/validations/getItem.js';
import type { Types } from 'dynalite/validations/index.js';
import * as putItem from 'dynalite/validations/putItem.js';
import type { PutInput } from 'dynalite/validations/putItem.js';
import * as updateItem from 'dynalite/validations/updateItem.js';
import type { KeyInput } from 'dynalite/validations/updateItem.js';
import type { CapacityMode } from '../items/capacity.ts';
import { ON_CONDITION_FAILURE } from '../items/write-requests.ts';

export interface TransactWriteInput {
  readonly TransactItems: readonly ({
    readonly Put?: PutInput;
    readonly Update?: KeyInput;
    readonly Delete?: KeyInput;
    readonly ConditionCheck?: KeyInput;
  } | null)[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: CapacityMode;
}

export interface TransactGetInput {
  readonly TransactItems: readonly ({ readonly Get?: GetInput } | null)[];
  readonly ReturnConsumedCapacity?: CapacityMode;
}

const EXPRESSIONS = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];

/** The single operations do without an expression. */
const EXPRESSION = { type: 'String', notNull: true };

const pick = (types: Types<unknown>, names: readonly string[]) =>
  Object.fromEntries(['TableName', ...names].map((name) => [name, types[name]]));

const structure = (name: string, children: Record<string, unknown>) => ({
  type: `FieldStruct<${name}>`,
  children,
});

/** At most 100 since 2022: Amazon DynamoDB API Reference, "TransactWriteItems". */
const items = (name: string, children: Record<string, unknown>) => ({
  type: 'List',
  notNull: true,
  lengthGreaterThanOrEqual: 1,
  lengthLessThanOrEqual: 100,
  children: { type: `ValueStruct<${name}>`, children },
});

const CAPACITY = { ReturnConsumedCapacity: putItem.types['ReturnConsumedCapacity'] };

/** In dynalite's terms, which has no transactions: its own types of the single operations, put together. */
export const TRANSACT_WRITE: Types<TransactWriteInput> = {
  ...CAPACITY,
  ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
  ReturnItemCollectionMetrics: { type: 'String', enum: ['NONE'] },
  TransactItems: items('TransactWriteItem', {
    ConditionCheck: structure('ConditionCheck', {
      ...pick(deleteItem.types, ['Key', ...EXPRESSIONS]),
      ConditionExpression: EXPRESSION,
      ...ON_CONDITION_FAILURE,
    }),
    Put: structure('Put', { ...pick(putItem.types, ['Item', ...EXPRESSIONS]), ...ON_CONDITION_FAILURE }),
    Delete: structure('Delete', {
      ...pick(deleteItem.types, ['Key', ...EXPRESSIONS]),
      ...ON_CONDITION_FAILURE,
    }),
    Update: structure('Update', {
      ...pick(updateItem.types, ['Key', ...EXPRESSIONS]),
      UpdateExpression: EXPRESSION,
      ...ON_CONDITION_FAILURE,
    }),
  }),
};

export const TRANSACT_GET: Types<TransactGetInput> = {
  ...CAPACITY,
  TransactItems: items('TransactGetItem', {
    Get: structure('Get', pick(getItem.types, ['Key', 'ProjectionExpression', 'ExpressionAttributeNames'])),
  }),
};
