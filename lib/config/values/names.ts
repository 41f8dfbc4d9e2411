import * as v from 'valibot';
import { modeName as contractModeName } from '../../contracts/mode.ts';

/** Names that JavaScript gives a meaning of its own; `__proto__` fails the patterns by itself. */
const RESERVED: readonly string[] = ['constructor', 'prototype'];

const unreserved = v.check((name: string) => !RESERVED.includes(name));

export const modeName = v.pipe(
  contractModeName,
  unreserved,
  v.description('a mode name (a lower-case letter, then up to 31 lower-case letters, digits or _)'),
);

/** Also names a replica. Both become path segments and metric dimensions. */
export const modelName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9._-]{0,62}$/),
  unreserved,
  v.description('a model name (a lower-case letter or digit, then up to 62 of those, ".", "_" or "-")'),
);

export const replicaName = modelName;

/** @returns a list with at least one name, each of them once. */
export function listOf(name: typeof modelName, description: string) {
  return v.pipe(
    v.array(name),
    v.minLength(1),
    v.check((names) => new Set(names).size === names.length),
    v.description(description),
  );
}
