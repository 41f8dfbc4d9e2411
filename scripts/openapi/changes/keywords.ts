import type { JsonObject } from '../json.ts';

const WORDS = ['title', 'description', 'examples', 'example', 'deprecated'];

/** What the comparison understands. Of anything else it can not say whether it breaks anybody. */
const KNOWN = {
  document: ['openapi', 'info', 'servers', 'tags', 'paths', 'components'],
  path: ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'],
  operation: [
    ...['operationId', 'tags', 'summary', 'description', 'deprecated'],
    ...['security', 'parameters', 'requestBody', 'responses'],
  ],
  parameter: ['name', 'in', 'required', 'schema', ...WORDS],
  body: ['required', 'content', 'description'],
  response: ['description', 'headers', 'content'],
  header: ['description', 'schema'],
  content: ['schema', ...WORDS],
  schema: [
    ...['$ref', 'type', 'enum', 'const', 'default', 'not', 'anyOf', 'allOf'],
    ...['properties', 'required', 'additionalProperties', 'propertyNames', 'items'],
    ...['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'],
    ...['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'],
    ...['pattern', 'format', ...WORDS],
  ],
} as const;

/** Throws at a member that nobody compares: what it says would pass unseen. */
export function known(kind: keyof typeof KNOWN, node: JsonObject, where: string): JsonObject {
  const names: readonly string[] = KNOWN[kind];
  const strange = Object.keys(node).filter((name) => !names.includes(name));
  if (strange.length === 0) return node;
  throw new Error(`${where}: the comparison does not know ${strange.join(', ')} in a ${kind}`);
}
