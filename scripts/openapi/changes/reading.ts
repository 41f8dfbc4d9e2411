import type { Json, JsonObject } from '../json.ts';

export function objectAt(node: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = path.reduce<Json | undefined>(memberOf, node);
  return isObject(found) ? found : {};
}

export function listAt(node: Json | undefined, name: string): readonly Json[] {
  const found = memberOf(node, name);
  return isList(found) ? found : [];
}

/** A schema, parameter or response itself, where a reference stands for it. */
export function resolved(document: JsonObject, node: Json | undefined): JsonObject {
  const found = objectAt(node);
  const reference = found['$ref'];
  return typeof reference === 'string' ? objectAt(document, ...reference.split('/').slice(1)) : found;
}

const memberOf = (node: Json | undefined, name: string): Json | undefined =>
  isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined;

export const isList = (node: Json | undefined): node is readonly Json[] => Array.isArray(node);

const isObject = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !isList(node);

export const textOf = (node: Json | undefined): string =>
  typeof node === 'string' ? node : JSON.stringify(node ?? null);
