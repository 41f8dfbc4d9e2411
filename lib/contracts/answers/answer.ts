import * as v from 'valibot';

/**
 * What a schema of an answer says, as functions build it. They take the type alone: schemas of answers are for the API's
 * document and its tests, and belong in no bundle.
 */
export type Answer<Schema extends v.GenericSchema> = DeepReadonly<v.InferOutput<Schema>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> }
    : T;

/** ISO 8601 in UTC, to the millisecond: what Date.toISOString writes. */
export const instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  v.metadata({ format: 'date-time' }),
);

export const wholeNumber = v.pipe(v.number(), v.integer());

/** One page of a list: with `next_cursor` there are more. */
export function pageOf<Item extends v.GenericSchema>(item: Item) {
  return v.object({
    items: v.array(item),
    next_cursor: v.exactOptional(v.pipe(v.string(), v.description('`cursor` of the next page'))),
  });
}
