import openapiTS, { astToString } from 'openapi-typescript';
import * as v from 'valibot';
import type { Json, JsonObject } from './json.ts';

const HEADER = '// Made of the API by `npm run openapi`.\n\n';

/** TypeScript types of the document's routes. Refusals are left out: the client throws them, as one class. */
export async function clientTypes(document: JsonObject): Promise<string> {
  const slim = v.parse(v.looseObject({ openapi: v.string() }), withoutRefusals(document));
  // The generator takes the document as it came out of JSON.
  const ast = await openapiTS(JSON.stringify(slim), { alphabetize: false, immutable: true });
  return HEADER + astToString(ast);
}

/** Drops examples and every response that is no success. */
function withoutRefusals(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.map(withoutRefusals);
  const members = Object.entries(value)
    .filter(([name]) => !/^[345]\d\d(\.|$)/.test(name) && name !== 'example' && name !== 'examples')
    .map(([name, member]) => [name, withoutRefusals(member)] as const);
  return Object.fromEntries(members);
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);
