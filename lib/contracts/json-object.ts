import * as v from 'valibot';

/**
 * An object of a body that an array must not pass for. valibot takes an array wherever an object fits its members:
 * for a record, and for an object all of whose members are optional.
 */
export function jsonObject<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value), 'an object'),
    schema,
  );
}
