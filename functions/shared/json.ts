import { ProblemError } from './problem.ts';

/** A string, and whether a colon makes it the name of a member. */
const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/** Names that would reach an object's prototype in careless code further on. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * JSON.parse, stricter: no byte order mark, no duplicate names (JSON.parse keeps the last, other readers the first),
 * no names of prototypes.
 * @throws ProblemError malformed_json
 */
export function parseJson(text: string): unknown {
  const value = parsed(text);
  let members = 0;
  for (const name of memberNames(value)) {
    if (FORBIDDEN_NAMES.has(name))
      throw new ProblemError('malformed_json', `The name ${name} is not allowed`);
    members += 1;
  }
  if (members !== countNames(text))
    throw new ProblemError('malformed_json', 'An object has the same name twice');
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProblemError('malformed_json', `The body is not JSON: ${messageOf(cause)}`, { cause });
  }
}

/** Of all objects in the value, without recursion: a body may be nested deeper than the stack. */
function* memberNames(value: unknown): Generator<string> {
  const open = [value];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (!Array.isArray(node)) yield* Object.keys(node);
    for (const child of Object.values(node))
      if (typeof child === 'object' && child !== null) open.push(child);
  }
}

function countNames(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(STRINGS)) if (colon !== undefined) count += 1;
  return count;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
