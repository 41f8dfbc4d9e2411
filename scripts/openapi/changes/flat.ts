import type { Json, JsonObject } from '../json.ts';
import { known } from './keywords.ts';
import { isList, listAt, objectAt, textOf } from './reading.ts';

/** A schema with what it refers to, and with what stands in its allOf, as one schema that says the same. */
export function flat(document: JsonObject, schema: Json | undefined, where: string): JsonObject {
  const { allOf, $ref, ...own } = known('schema', asObject(schema, where), where);
  const parts = [
    ...(typeof $ref === 'string' ? [flat(document, referred(document, $ref), where)] : []),
    ...(isList(allOf) ? allOf.map((one) => flat(document, one, where)) : []),
  ];
  return [...parts, own].reduce((all, part) => both(all, part, where));
}

/** The forms that a value may have: those of anyOf, each with what stands beside it. Without anyOf there is one. */
export function formsOf(document: JsonObject, schema: JsonObject, where: string): readonly JsonObject[] {
  const { anyOf, ...rest } = schema;
  if (!isList(anyOf)) return [schema];
  return anyOf.flatMap((one) => formsOf(document, both(rest, flat(document, one, where), where), where));
}

/** `true` takes everything, as a schema without words does. */
function asObject(schema: Json | undefined, where: string): JsonObject {
  if (schema === undefined || schema === true) return {};
  if (typeof schema !== 'object' || schema === null || isList(schema))
    throw new Error(`${where}: ${textOf(schema)} is no schema that the comparison knows`);
  return schema;
}

function referred(document: JsonObject, reference: string): JsonObject {
  const found = objectAt(document, ...reference.split('/').slice(1));
  if (Object.keys(found).length === 0) throw new Error(`${reference} refers to nothing`);
  return found;
}

function both(one: JsonObject, other: JsonObject, where: string): JsonObject {
  const shared = Object.keys(one).filter((name) => name in other);
  const met = shared.map((name) => [name, meet(name, [one[name], other[name]], where)] as const);
  return { ...one, ...other, ...Object.fromEntries(met) };
}

type Two = readonly [one: Json | undefined, other: Json | undefined];

/** What both ask for. */
function meet(name: string, [one, other]: Two, where: string): Json {
  if (name === 'properties') return metProperties(objectAt(one), objectAt(other));
  if (name === 'required') return [...new Set([...listOf(one), ...listOf(other)])];
  if (name === 'enum') return listOf(one).filter((value) => listOf(other).some((it) => same(it, value)));
  if (['additionalProperties', 'propertyNames', 'items'].includes(name) && isSchema(one) && isSchema(other))
    return { allOf: [one, other] };
  if (name.startsWith('min') && bothNumbers(one, other)) return Math.max(Number(one), Number(other));
  if (name.startsWith('max') && bothNumbers(one, other)) return Math.min(Number(one), Number(other));
  if (WORDS.has(name) || same(one, other)) return other ?? null;
  throw new Error(`${where}: the comparison can not say what ${name} is in an allOf that has it twice`);
}

const WORDS: ReadonlySet<string> = new Set(['title', 'description', 'examples', 'example', 'deprecated']);

function metProperties(one: JsonObject, other: JsonObject): JsonObject {
  const shared = Object.keys(one).filter((name) => name in other);
  const met = shared.map((name) => [name, { allOf: [one[name] ?? {}, other[name] ?? {}] }] as const);
  return { ...one, ...other, ...Object.fromEntries(met) };
}

const listOf = (node: Json | undefined): readonly Json[] => listAt({ list: node ?? null }, 'list');
const same = (one: Json | undefined, other: Json | undefined): boolean => textOf(one) === textOf(other);
const isSchema = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !isList(node);
const bothNumbers = (one: Json | undefined, other: Json | undefined): boolean =>
  typeof one === 'number' && typeof other === 'number';
