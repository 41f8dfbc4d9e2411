import type * as v from 'valibot';
import { isMapping, isSection, isShortenable, unwrap } from '../../lib/config/check/schema-tree.ts';

/** One row of a table in configs/README.md, as the schema has it. */
export interface ConfigKey {
  /** Dotted below the file's root key; `*` for names of the user's choice. */
  readonly path: string;
  readonly required: boolean;
  readonly shortenable: boolean;
  /** What stands in for the key when it is left out. */
  readonly default: unknown;
}

/** Every key that holds a value. A map of plain values is one key, a map of sections one for each key of these. */
export function keysOf(wrapped: v.GenericSchema, path: readonly string[] = []): ConfigKey[] {
  const { schema, optional, default: standIn } = unwrap(wrapped);
  if (isSection(schema)) {
    return Object.entries(schema.entries).flatMap(([key, inner]) => keysOf(inner, [...path, key]));
  }
  if (isMapping(schema) && isSection(unwrap(schema.value).schema))
    return keysOf(schema.value, [...path, '*']);
  return [
    { path: path.join('.'), required: !optional, shortenable: isShortenable(schema), default: standIn },
  ];
}
