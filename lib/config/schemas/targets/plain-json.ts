import { isPlainMap } from '../../check/plain-map.ts';

/** A map that JSON holds as it is: YAML also knows .inf, .nan and keys that are no text. */
export function isPlainJson(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlainMap(value) && isJson(value);
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isPlainMap(value) && Object.values(value).every(isJson);
}
