import { isList } from './reading.ts';
import type { Json, JsonObject } from '../json.ts';

/** What a later document is compared with: without words, examples and the ways to refuse. */
export function baselineOf(document: JsonObject): Json {
  const { components, ...rest } = document;
  return slim({ ...rest, components: withoutResponses(components) });
}

const withoutResponses = (components: Json | undefined): Json =>
  typeof components === 'object' && components !== null && !isList(components)
    ? Object.fromEntries(Object.entries(components).filter(([name]) => name !== 'responses'))
    : {};

function slim(value: Json): Json {
  if (isList(value)) return value.map(slim);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, member]) =>
      !(isWords(name) && typeof member === 'string') && !/^[345]\d\d$/.test(name) && !isExample(name),
  );
  return Object.fromEntries(kept.map(([name, member]) => [name, slim(member)]));
}

const isWords = (name: string): boolean => name === 'description' || name === 'summary';
const isExample = (name: string): boolean => name === 'example' || name === 'examples';
