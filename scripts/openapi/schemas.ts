import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import * as v from 'valibot';
import { COMPONENTS } from '../../lib/contracts/api/components.ts';
import { EXAMPLES } from '../../lib/contracts/api/examples/examples.ts';
import type { JsonObject } from './json.ts';

/**
 * Checks that JSON Schema has no word for stay with the function, which says in words what is wrong. A pipe of several
 * schemas (see jsonObject) is all of them at once.
 */
const CONVERSION: ConversionConfig = {
  target: 'draft-2020-12',
  errorMode: 'ignore',
  ignoreActions: ['check', 'trim', 'finite', 'transform'],
  overrideSchema: ({ valibotSchema, jsonSchema }) => ({
    ...jsonSchema,
    ...(valibotSchema.type === 'loose_object' && { additionalProperties: true }),
    ...(EXAMPLES.has(valibotSchema) && v.parse(jsonObject, { examples: [EXAMPLES.get(valibotSchema)] })),
  }),
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
};

const jsonObject = v.record(v.string(), v.any());

/** What a route parses or answers, as JSON Schema 2020-12; named schemas as references. */
export function schemaOf(schema: GenericSchema, mode: 'input' | 'ignore' = 'ignore'): JsonObject {
  const converted = toJsonSchema(schema, { ...CONVERSION, typeMode: mode, definitions: { ...COMPONENTS } });
  const members = Object.entries(v.parse(jsonObject, converted));
  return Object.fromEntries(members.filter(([name]) => name !== '$schema' && name !== '$defs'));
}

/** The named schemas, by name. */
export function componentSchemas(): JsonObject {
  return v.parse(jsonObject, toJsonSchemaDefs({ ...COMPONENTS }, CONVERSION));
}
