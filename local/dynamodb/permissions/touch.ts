import type { Input } from '../engine/engine.ts';
import type { Tables } from '../tables/tables.ts';
import { leadingKeyOf, leadingKeyOfQuery } from './leading-keys.ts';

/** What an operation touches: an action on a table or one of its indexes, and which partitions of it. */
export interface Touch {
  readonly action: string;
  /** Undefined: on the service as a whole. */
  readonly table?: string;
  readonly index?: string;
  readonly leadingKeys: readonly string[];
  /** The transaction that the action is part of. */
  readonly enclosedBy?: string;
}

export type Touches = (operation: string, input: Input, tables: Tables) => readonly Touch[];

/** ListTables, whose permission can't be narrowed. */
export const onService: Touches = (action) => [{ action, leadingKeys: [] }];

export const onTable: Touches = (action, input) => [{ action, table: nameIn(input), leadingKeys: [] }];

/** Of the member that holds an item or its key. */
export const onItem =
  (member: 'Item' | 'Key'): Touches =>
  (action, input, tables) => {
    const table = nameIn(input);
    return [{ action, table, leadingKeys: leadingKeyOf(tables, table, input[member]) }];
  };

export const onSearch: Touches = (action, input, tables) => {
  const table = nameIn(input);
  const index = input['IndexName'];
  const leadingKeys = action === 'Query' ? leadingKeyOfQuery(tables, table, input) : [];
  return [{ action, table, leadingKeys, ...(typeof index === 'string' && { index }) }];
};

function nameIn(input: Input): string {
  const name = input['TableName'];
  return typeof name === 'string' ? name : '';
}
