import { isList } from './reading.ts';
import type { Json, JsonObject } from '../json.ts';

/** What a later document is compared with: without words and examples, which programs do not read. */
export function baselineOf(document: JsonObject): JsonObject {
  return withoutWords(document);
}

function withoutWords(node: JsonObject): JsonObject {
  const kept = Object.entries(node).filter(([name]) => !WORDS.has(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, slim(name, member)]));
}

const WORDS: ReadonlySet<string> = new Set(['description', 'summary', 'example', 'examples']);

function slim(name: string, value: Json): Json {
  if (isList(value)) return VALUES.has(name) ? value : value.map((item) => slim('', item));
  if (typeof value !== 'object' || value === null || VALUES.has(name)) return value;
  if (!NAMES.has(name)) return withoutWords(value);
  // A field or a header may be called `description`.
  return Object.fromEntries(Object.entries(value).map(([own, member]) => [own, slim('', member)]));
}

/** Data, which have no words of the document. */
const VALUES: ReadonlySet<string> = new Set(['const', 'default', 'enum']);

/** Members whose members have names of ours. */
const NAMES: ReadonlySet<string> = new Set([
  ...['paths', 'schemas', 'responses', 'parameters', 'headers', 'securitySchemes', 'properties', 'content'],
]);
