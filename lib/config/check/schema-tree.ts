import * as v from 'valibot';

/** A fixed set of keys: valibot's strictObject. */
export interface Section extends v.GenericSchema {
  readonly entries: Readonly<Record<string, v.GenericSchema>>;
}

/** Keys of the user's choice (modes, models): valibot's record. */
export interface Mapping extends v.GenericSchema {
  readonly key: v.GenericSchema;
  readonly value: v.GenericSchema;
}

interface Optional extends v.GenericSchema {
  readonly wrapped: v.GenericSchema;
  readonly default: unknown;
}

export function isSection(schema: v.GenericSchema): schema is Section {
  return schema.type === 'strict_object';
}

export function isMapping(schema: v.GenericSchema): schema is Mapping {
  return schema.type === 'record';
}

/** The schema under `v.optional`, and the default it stands in for. */
export function unwrap(schema: v.GenericSchema): {
  schema: v.GenericSchema;
  optional: boolean;
  default: unknown;
} {
  return isOptional(schema)
    ? { schema: schema.wrapped, optional: true, default: schema.default }
    : { schema, optional: false, default: undefined };
}

function isOptional(schema: v.GenericSchema): schema is Optional {
  return schema.type === 'optional';
}

/** What a schema takes, in words: a leaf's own `v.description`, else its keys. */
export function allowedBy(wrapped: v.GenericSchema): string {
  const { schema } = unwrap(wrapped);
  if (isSection(schema)) return `the keys ${Object.keys(schema.entries).join(', ')}`;
  if (isMapping(schema)) return `a map from ${allowedBy(schema.key)} to ${allowedBy(schema.value)}`;
  return v.getDescription(schema) ?? schema.expects;
}

/** Durations and sizes of windows: what a stage may shorten. */
export function isShortenable(schema: v.GenericSchema): boolean {
  return v.getMetadata(schema)['shortenable'] === true;
}
