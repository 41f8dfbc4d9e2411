import type * as v from 'valibot';

export type Example = readonly [schema: v.GenericSchema, value: unknown];

export function exampleOf<Schema extends v.GenericSchema>(
  schema: Schema,
  value: v.InferInput<Schema>,
): Example {
  return [schema, value];
}
