import type { Json } from '../json.ts';

/** The result holds something that JSON can't say: a function, a regular expression, an infinite number. */
export class UnsupportedResultError extends Error {
  override readonly name = 'UnsupportedResultError';
}

/** Once through JSON: what comes out is plain, shares nothing with the bindings, and has no `undefined` in it. */
export function toJson(result: unknown): Json {
  const text = JSON.stringify(result, refuseNonJson) as string | undefined;
  if (text === undefined) throw new UnsupportedResultError('The result is not JSON');
  return JSON.parse(text) as Json;
}

function refuseNonJson(_name: string, value: unknown): unknown {
  if (typeof value === 'function' || isJsonataFunction(value)) {
    throw new UnsupportedResultError('The result holds a function');
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new UnsupportedResultError('The result is too large a number');
  }
  return value;
}

/** Lambdas are objects that carry their environment, cycles included. */
function isJsonataFunction(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Object.hasOwn(value, '_jsonata_lambda') || Object.hasOwn(value, '_jsonata_function'))
  );
}
