import * as query from 'dynalite/validations/query.js';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Input } from '../engine/engine.ts';
import { parseRequest } from '../engine/request.ts';
import type { Tables } from '../tables/tables.ts';

/** `dynamodb:LeadingKeys`: the partition keys that a request names, as strings. */
export function leadingKeyOf(tables: Tables, table: string, item: unknown): string[] {
  return valuesOf(partitionKeyOf(tables, table), item);
}

/** Of a query: the partition key, of its index if it names one, that its condition asks for. */
export function leadingKeyOfQuery(tables: Tables, table: string, input: Input): string[] {
  const partitionKey = partitionKeyOf(tables, table, input['IndexName']);
  if (partitionKey === undefined) return [];
  try {
    const condition = parseRequest(query, input).KeyConditions?.[partitionKey];
    return valuesOf('only', { only: condition?.AttributeValueList?.[0] });
  } catch (error) {
    // A malformed query is refused when it is called; who may not call it should not learn what is wrong with it.
    if (error instanceof AwsError) return [];
    throw error;
  }
}

function partitionKeyOf(tables: Tables, table: string, index?: unknown): string | undefined {
  const description = tables.find(table)?.description;
  if (index === undefined) return description?.KeySchema[0]?.AttributeName;
  const { GlobalSecondaryIndexes: global = [], LocalSecondaryIndexes: local = [] } = description ?? {};
  const found = [...global, ...local].find(({ IndexName: name }) => name === index);
  return found?.KeySchema[0]?.AttributeName;
}

function valuesOf(attribute: string | undefined, item: unknown): string[] {
  const value = attribute === undefined ? undefined : memberOf(item, attribute);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((content) => typeof content === 'string');
}

/** A member of what may or may not be an object. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
