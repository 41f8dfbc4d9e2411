import * as v from 'valibot';
import type { Finding } from '../../problem.ts';
import { describeFound } from '../../check/found.ts';

/** The names alone: a wrong weight must not hide what else refers to a mode that does not exist. */
export const modeKeys = v.record(v.string(), v.unknown());

type NamedMap = Readonly<Record<string, unknown>>;

/** One finding for a name that `known` does not hold. */
export function unlessKnown(path: readonly string[], name: string, known: NamedMap): Finding[] {
  if (Object.hasOwn(known, name)) return [];
  const names = Object.keys(known).join(', ');
  return [
    {
      path,
      found: describeFound(name),
      allowed: names === '' ? 'none: none is declared' : `one of ${names}`,
    },
  ];
}

/** One finding for each key of the map at `path` that `known` does not hold. */
export function unlessKeysKnown(path: readonly string[], map: NamedMap, known: NamedMap): Finding[] {
  return Object.keys(map).flatMap((name) => unlessKnown([...path, name], name, known));
}
