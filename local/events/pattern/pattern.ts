import { invalidPattern } from './invalid-pattern.ts';
import { isObject } from './json.ts';
import { compileLeafTest, type LeafTest } from './leaf-test.ts';

/** All fields must match; of each `$or`, one alternative. */
export interface ObjectPattern {
  readonly fields: readonly FieldPattern[];
  readonly choices: readonly (readonly ObjectPattern[])[];
}

export interface FieldPattern {
  readonly name: string;
  /** Names from the top, joined by dots. */
  readonly path: string;
  /** A nested pattern, or tests of which one must hold. */
  readonly wanted: ObjectPattern | readonly LeafTest[];
}

/** Throws InvalidEventPatternException, also for an operator that is not known. */
export function parsePatternText(text: string): ObjectPattern {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalidPattern(`${text} is not JSON`);
  }
  return parsePattern(json, '');
}

function parsePattern(pattern: unknown, path: string): ObjectPattern {
  if (!isObject(pattern)) throw invalidPattern('Filter is not an object');
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw invalidPattern('Empty objects are not allowed');
  return {
    fields: entries
      .filter(([name]) => name !== '$or')
      .map(([name, wanted]) => parseField(name, wanted, path)),
    choices: entries.filter(([name]) => name === '$or').map(([, choice]) => parseChoice(choice, path)),
  };
}

function parseField(name: string, wanted: unknown, parentPath: string): FieldPattern {
  const path = parentPath === '' ? name : `${parentPath}.${name}`;
  if (isObject(wanted)) return { name, path, wanted: parsePattern(wanted, path) };
  if (!Array.isArray(wanted)) throw invalidPattern(`"${name}" must be an object or an array`);
  if (wanted.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return { name, path, wanted: wanted.map(compileLeafTest) };
}

function parseChoice(choice: unknown, path: string): ObjectPattern[] {
  if (!Array.isArray(choice) || choice.length < 2) {
    throw invalidPattern('There must have at least 2 Objects in $or relationship.');
  }
  return choice.map((alternative) => parsePattern(alternative, path));
}
