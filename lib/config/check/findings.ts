import * as v from 'valibot';
import type { Finding } from '../problem.ts';
import { describeFound, quote } from './found.ts';
import { isPlainMap, ownValue } from './plain-map.ts';
import { allowedBy, isMapping, isSection, unwrap } from './schema-tree.ts';
import type { Mapping, Section } from './schema-tree.ts';

type Path = readonly string[];

/**
 * Everything a schema refuses in a value, each with its own path. Valibot alone names only the first unknown key of
 * a section, takes a list for a map, and drops the keys `constructor` and `prototype` of a record without a word.
 */
export function findingsIn(wrapped: v.GenericSchema, value: unknown, path: Path): Finding[] {
  const { schema, optional } = unwrap(wrapped);
  if (value === undefined && optional) return [];
  if (!isSection(schema) && !isMapping(schema)) return leafFindings(schema, value, path);
  if (!isPlainMap(value)) return [{ path, found: describeFound(value), allowed: allowedBy(schema) }];
  return isSection(schema) ? sectionFindings(schema, value, path) : mappingFindings(schema, value, path);
}

function sectionFindings(section: Section, map: Readonly<Record<string, unknown>>, path: Path): Finding[] {
  const unknown = Object.keys(map).filter((key) => !Object.hasOwn(section.entries, key));
  return [
    ...unknown.map((key) => unknownKey(section, [...path, key])),
    ...Object.entries(section.entries).flatMap(([key, schema]) =>
      findingsIn(schema, ownValue(map, key), [...path, key]),
    ),
  ];
}

export function unknownKey(section: Section, path: Path): Finding {
  return { path, found: 'an unknown key', allowed: allowedBy(section) };
}

function mappingFindings(mapping: Mapping, map: Readonly<Record<string, unknown>>, path: Path): Finding[] {
  return Object.entries(map).flatMap(([key, value]) => [
    ...(v.is(mapping.key, key)
      ? []
      : [{ path: [...path, key], found: `the name ${quote(key)}`, allowed: allowedBy(mapping.key) }]),
    ...findingsIn(mapping.value, value, [...path, key]),
  ]);
}

function leafFindings(schema: v.GenericSchema, value: unknown, path: Path): Finding[] {
  if (v.safeParse(schema, value).success) return [];
  return [{ path, found: describeFound(value), allowed: allowedBy(schema) }];
}
