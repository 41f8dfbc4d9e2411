/* oxlint-disable max-params -- the shape of another package's modules */
/** The parts of dynalite 4.0.0 that are used, as its source has them: it publishes no types. */

declare module 'dynalite/db/index.js' {
  /** One typed value as on the wire: `{ S: 'x' }`. */
  export type AttributeValue = Readonly<Record<string, unknown>>;
  export type Item = Readonly<Record<string, AttributeValue>>;

  export interface KeySchemaElement {
    readonly AttributeName: string;
    readonly KeyType: string;
  }
  export interface Index {
    readonly IndexName: string;
    readonly KeySchema: readonly KeySchemaElement[];
    readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
  }
  /** What DescribeTable answers. */
  export interface Table {
    readonly TableName: string;
    readonly KeySchema: readonly KeySchemaElement[];
    readonly AttributeDefinitions: readonly {
      readonly AttributeName: string;
      readonly AttributeType: string;
    }[];
    readonly GlobalSecondaryIndexes?: readonly Index[];
    readonly LocalSecondaryIndexes?: readonly Index[];
    readonly DeletionProtectionEnabled?: boolean;
    readonly [attribute: string]: unknown;
  }

  export type Callback<Result> = (error: unknown, result?: Result) => void;

  export type Operation =
    | { readonly type: 'put'; readonly key: string; readonly value: unknown }
    | { readonly type: 'del'; readonly key: string };
  export interface Range {
    readonly snapshot?: Snapshot;
    readonly gt?: string;
    readonly gte?: string;
    readonly lt?: string;
    readonly lte?: string;
    readonly reverse?: boolean;
    readonly limit?: number;
  }
  export interface Snapshot {
    close(): Promise<void>;
  }
  /** The LevelDB (or memory-level) database that dynalite opens. Its callbacks are optional; promises are used here. */
  export interface Level {
    open(): Promise<void>;
    close(): Promise<void>;
    getSync(key: string, options?: { readonly snapshot?: Snapshot }): unknown;
    batch(operations: readonly Operation[]): Promise<void>;
    clear(range: Range): Promise<void>;
    snapshot(): Snapshot;
    values(range: Range): {
      nextv(size: number): Promise<unknown[]>;
      close(): Promise<void>;
    };
  }

  /** What dynalite's actions ask of its store: here it is always an implementation of this service's own. */
  export interface Store {
    readonly options: { readonly maxItemSize: number };
    /** As dynalite calls it: (name, callback) for data, (name, false, callback) to manage the table itself. */
    getTable(name: string, checkStatus: false | Callback<Table>, callback?: Callback<Table>): void;
    getItemDb(table: string): unknown;
    getIndexDb(scope: string, table: string, index: string): unknown;
  }

  export function create(options: { path?: string }): { readonly db: Level };
  /** Strings, hash first, that sort as DynamoDB sorts. Throws on an item that validateItem or validateKey refuses. */
  export function createKey(item: Item, table: Table): string;
  export function validateItem(item: Item, table: Table): Error | null | undefined;
  export function validateKey(key: Item, table: Table): Error | null | undefined;
  export function validationError(message: string): Error;
  /** Bytes, for capacity and limits. */
  export function itemSize(item: Item): number;
  export function capacityUnits(item: Item | undefined, isRead: boolean, isConsistent?: boolean): number;
  /** A string that sorts as the value does. */
  export function toLexiStr(value: string, type: string): string;
  export function mapPath(path: readonly (string | number)[], item: Item): AttributeValue | null | undefined;
  export function getIndexActions(
    indexes: readonly Index[],
    existing: Item | null,
    item: Item,
    table: Table,
  ): { readonly puts: readonly { readonly index: string; readonly key: string; readonly item: Item }[] };
}

declare module 'dynalite/validations/index.js' {
  import type { AttributeValue, Store } from 'dynalite/db/index.js';
  /** Names and list positions from the top of an item. */
  export type Path = readonly (string | number)[];
  /** A parsed condition or filter: comparators, `and`, `or`, `not`, `between`, `in`, and `function` with a name. */
  export interface Expression {
    readonly type: string;
    readonly name?: string;
    readonly args: readonly Operand[];
  }
  export type Operand = Path | AttributeValue | Expression;
  /** One clause of a parsed update expression. */
  export interface UpdateSection {
    readonly type: string;
    readonly path: Path;
    readonly val?: Operand;
  }
  /** Describes a request in dynalite's own terms and, for the compiler only, what a request that passes is. */
  export type Types<Input> = Readonly<Record<string, unknown>> & { readonly input?: Input | undefined };
  /** Answers what is wrong, and adds parsed expressions to the request (`_condition`, `_updates`...). */
  export type Custom = (data: unknown, store: Pick<Store, 'options'>) => string | undefined;
  /** Deletes what is not in `types` from `data`, and answers a converted copy. */
  export function checkTypes<Input>(data: unknown, types: Types<Input>): Input;
  export function checkValidations<Input>(
    data: Input,
    types: Types<Input>,
    custom: Custom | undefined,
    store: Pick<Store, 'options'>,
  ): void;
}

declare module 'dynalite/db/conditionParser.js' {
  import type { AttributeValue } from 'dynalite/db/index.js';
  /** What an expression is read with; the names and values that it uses are deleted from the unused ones. */
  export interface ParseContext {
    readonly attrNames?: Readonly<Record<string, string>> | undefined;
    readonly attrVals?: Readonly<Record<string, AttributeValue>> | undefined;
    readonly unusedAttrNames: Record<string, true>;
    readonly unusedAttrVals: Record<string, true>;
    readonly isKeyCondition?: boolean;
  }
  export interface Parser {
    /** Answers a tree with the values themselves in it, or what is wrong as a string. Throws at a syntax error. */
    parse: (text: string, options: { readonly context: ParseContext }) => unknown;
  }
  const parser: Parser;
  export { parser as default };
}

declare module 'dynalite/db/updateParser.js' {
  import type { Parser } from 'dynalite/db/conditionParser.js';
  const parser: Parser;
  export { parser as default };
}
