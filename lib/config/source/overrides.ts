import * as v from 'valibot';
import { unknownKey } from '../check/findings.ts';
import { describeFound } from '../check/found.ts';
import { isPlainMap, ownValue } from '../check/plain-map.ts';
import { allowedBy, isMapping, isSection, isShortenable, unwrap } from '../check/schema-tree.ts';
import type { Mapping, Section } from '../check/schema-tree.ts';
import type { Finding } from '../problem.ts';

export interface Place {
  readonly schema: v.GenericSchema;
  readonly path: readonly string[];
}

export interface Overridden {
  /** The base under every override that may stand; those with a finding are left out. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

type PlainMap = Readonly<Record<string, unknown>>;

/** Lays a stage's keys over a file's. A stage may shorten durations and windows that are there, and nothing else. */
export function override(place: Place, base: unknown, overrides: unknown): Overridden {
  const { schema, default: standIn } = unwrap(place.schema);
  const current = base === undefined ? standIn : base;
  if (!isSection(schema) && !isMapping(schema))
    return overrideLeaf({ schema, path: place.path }, current, overrides);
  if (!isPlainMap(overrides))
    return {
      value: base,
      findings: [{ path: place.path, found: describeFound(overrides), allowed: allowedBy(schema) }],
    };
  return overrideKeys({ schema, path: place.path }, current, overrides);
}

function overrideKeys(
  { schema, path }: Place & { schema: Section | Mapping },
  current: unknown,
  overrides: PlainMap,
): Overridden {
  const map = isPlainMap(current) ? current : undefined;
  const parts = Object.entries(overrides).map(([key, value]) => {
    const place = [...path, key];
    const child = childSchema(schema, map, key);
    return child === undefined
      ? { key, value: undefined, findings: [absentKey(schema, map, place)] }
      : { key, ...override({ schema: child, path: place }, ownValue(map ?? {}, key), value) };
  });
  const changed = parts
    .filter(({ value }) => value !== undefined)
    .map(({ key, value }) => [key, value] as const);
  return {
    value: map === undefined ? current : { ...map, ...Object.fromEntries(changed) },
    findings: parts.flatMap(({ findings }) => findings),
  };
}

/** Where the file itself is wrong, and `map` so unknown, any name may stand: the file's problem comes first. */
function childSchema(
  schema: Section | Mapping,
  map: PlainMap | undefined,
  key: string,
): v.GenericSchema | undefined {
  if (isSection(schema)) return Object.hasOwn(schema.entries, key) ? schema.entries[key] : undefined;
  return map === undefined || Object.hasOwn(map, key) ? schema.value : undefined;
}

function absentKey(schema: Section | Mapping, map: PlainMap | undefined, path: readonly string[]): Finding {
  if (isSection(schema)) return unknownKey(schema, path);
  const names = Object.keys(map ?? {}).join(', ');
  return { path, found: 'a name that the file does not have', allowed: names === '' ? 'no override' : names };
}

function overrideLeaf({ schema, path }: Place, current: unknown, wanted: unknown): Overridden {
  const allowed = refusalOf(schema, current, wanted);
  return allowed === undefined
    ? { value: wanted, findings: [] }
    : { value: current, findings: [{ path, found: describeFound(wanted), allowed }] };
}

/** @returns what is allowed instead; undefined for an override that may stand. */
function refusalOf(schema: v.GenericSchema, current: unknown, wanted: unknown): string | undefined {
  if (!isShortenable(schema)) return 'no override: a stage may only shorten durations and windows';
  const length = lengthOf(schema, wanted);
  if (length === undefined) return allowedBy(schema);
  const longest = lengthOf(schema, current) ?? length;
  return length <= longest ? undefined : `at most ${describeFound(current)}: a stage may only shorten it`;
}

function lengthOf(schema: v.GenericSchema, value: unknown): number | undefined {
  const parsed = v.safeParse(schema, value);
  return parsed.success && typeof parsed.output === 'number' ? parsed.output : undefined;
}
