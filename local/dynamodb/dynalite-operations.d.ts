/* oxlint-disable artisan/max-exports -- the shape of another package's modules */
/** dynalite's operations: what each one's request is when it has been checked, and its action. */

declare module 'dynalite/validations/putItem.js' {
  import type { Item } from 'dynalite/db/index.js';
  import type { Custom, Expression, Types, UpdateSection } from 'dynalite/validations/index.js';
  export interface WriteOptions {
    readonly TableName: string;
    readonly ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' | 'NONE';
    readonly ReturnItemCollectionMetrics?: 'SIZE' | 'NONE';
    /** Not dynalite's: this service adds it. */
    readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
    readonly _condition?: { readonly expression: Expression };
    readonly _updates?: { sections: readonly UpdateSection[] };
  }
  export interface PutInput extends WriteOptions {
    readonly Item: Item;
  }
  export const types: Types<PutInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/updateItem.js' {
  import type { Item } from 'dynalite/db/index.js';
  import type { Custom, Types } from 'dynalite/validations/index.js';
  import type { WriteOptions } from 'dynalite/validations/putItem.js';
  export interface KeyInput extends WriteOptions {
    readonly Key: Item;
  }
  export const types: Types<KeyInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/deleteItem.js' {
  import type { Custom, Types } from 'dynalite/validations/index.js';
  import type { KeyInput } from 'dynalite/validations/updateItem.js';
  export const types: Types<KeyInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/getItem.js' {
  import type { Item } from 'dynalite/db/index.js';
  import type { Custom, Types } from 'dynalite/validations/index.js';
  export interface GetInput {
    readonly TableName: string;
    readonly Key: Item;
    readonly ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' | 'NONE';
  }
  export const types: Types<GetInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/query.js' {
  import type { AttributeValue, Item } from 'dynalite/db/index.js';
  import type { Custom, Expression, Types } from 'dynalite/validations/index.js';
  export interface SearchInput {
    readonly TableName: string;
    readonly IndexName?: string;
    readonly ExclusiveStartKey?: Item;
    readonly KeyConditions?: Readonly<
      Record<string, { readonly AttributeValueList?: readonly AttributeValue[] }>
    >;
    readonly _filter?: { readonly expression: Expression };
  }
  export const types: Types<SearchInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/scan.js' {
  import type { SearchInput } from 'dynalite/validations/query.js';
  import type { Custom, Types } from 'dynalite/validations/index.js';
  export const types: Types<SearchInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/batchGetItem.js' {
  import type { Item } from 'dynalite/db/index.js';
  import type { Custom, Types } from 'dynalite/validations/index.js';
  export interface BatchGetInput {
    readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
  }
  export const types: Types<BatchGetInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/batchWriteItem.js' {
  import type { Item } from 'dynalite/db/index.js';
  import type { Custom, Types } from 'dynalite/validations/index.js';
  export interface BatchWriteInput {
    readonly RequestItems: Readonly<
      Record<
        string,
        readonly {
          readonly PutRequest?: { readonly Item: Item };
          readonly DeleteRequest?: { readonly Key: Item };
        }[]
      >
    >;
    readonly ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' | 'NONE';
  }
  export const types: Types<BatchWriteInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/createTable.js' {
  import type { Index, KeySchemaElement, Table } from 'dynalite/db/index.js';
  import type { Custom, Types } from 'dynalite/validations/index.js';
  export interface Throughput {
    readonly ReadCapacityUnits: number;
    readonly WriteCapacityUnits: number;
  }
  export interface CreateTableInput {
    readonly TableName: string;
    readonly AttributeDefinitions: Table['AttributeDefinitions'];
    readonly KeySchema: readonly KeySchemaElement[];
    readonly LocalSecondaryIndexes?: readonly Index[];
    readonly GlobalSecondaryIndexes?: readonly (Index & { readonly ProvisionedThroughput?: Throughput })[];
    readonly BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST';
    readonly ProvisionedThroughput?: Throughput;
    /** These two are not dynalite's: this service adds them. */
    readonly DeletionProtectionEnabled?: boolean;
    readonly StreamSpecification?: { readonly StreamEnabled: boolean };
  }
  export const types: Types<CreateTableInput>;
  export const custom: Custom;
}

declare module 'dynalite/validations/describeTable.js' {
  import type { Types } from 'dynalite/validations/index.js';
  export interface TableInput {
    readonly TableName: string;
  }
  export const types: Types<TableInput>;
}

declare module 'dynalite/validations/listTables.js' {
  import type { Types } from 'dynalite/validations/index.js';
  export interface ListTablesInput {
    readonly Limit?: number;
    readonly ExclusiveStartTableName?: string;
  }
  export const types: Types<ListTablesInput>;
}

declare module 'dynalite/actions/putItem.js' {
  import type { Callback, Item, Store } from 'dynalite/db/index.js';
  import type { PutInput } from 'dynalite/validations/putItem.js';
  function putItem(store: Store, data: PutInput, callback: Callback<{ readonly Attributes?: Item }>): void;
  export { putItem as default };
}

declare module 'dynalite/actions/updateItem.js' {
  import type { Callback, Item, Store } from 'dynalite/db/index.js';
  import type { KeyInput } from 'dynalite/validations/updateItem.js';
  function updateItem(store: Store, data: KeyInput, callback: Callback<{ readonly Attributes?: Item }>): void;
  export { updateItem as default };
}

declare module 'dynalite/actions/deleteItem.js' {
  import type { Callback, Item, Store } from 'dynalite/db/index.js';
  import type { KeyInput } from 'dynalite/validations/updateItem.js';
  function deleteItem(store: Store, data: KeyInput, callback: Callback<{ readonly Attributes?: Item }>): void;
  export { deleteItem as default };
}

declare module 'dynalite/actions/getItem.js' {
  import type { Callback, Item, Store } from 'dynalite/db/index.js';
  import type { GetInput } from 'dynalite/validations/getItem.js';
  function getItem(store: Store, data: GetInput, callback: Callback<{ readonly Item?: Item }>): void;
  export { getItem as default };
}

declare module 'dynalite/actions/query.js' {
  import type { Callback, Store } from 'dynalite/db/index.js';
  import type { SearchInput } from 'dynalite/validations/query.js';
  function query(store: Store, data: SearchInput, callback: Callback<unknown>): void;
  export { query as default };
}

declare module 'dynalite/actions/scan.js' {
  import type { Callback, Store } from 'dynalite/db/index.js';
  import type { SearchInput } from 'dynalite/validations/query.js';
  function scan(store: Store, data: SearchInput, callback: Callback<unknown>): void;
  export { scan as default };
}

declare module 'dynalite/actions/batchGetItem.js' {
  import type { Callback, Store } from 'dynalite/db/index.js';
  import type { BatchGetInput } from 'dynalite/validations/batchGetItem.js';
  function batchGetItem(store: Store, data: BatchGetInput, callback: Callback<unknown>): void;
  export { batchGetItem as default };
}
