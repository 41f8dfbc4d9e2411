import { isObject, isScalar, type Scalar } from './json.ts';
import type { FieldPattern, ObjectPattern } from './pattern.ts';

/**
 * Whether an event matches, as EventBridge's own Event Ruler decides it: an array matches when one of its elements
 * does, and fields of one pattern object must match within one element ("array-consistent").
 */
export function matches(pattern: ObjectPattern, event: unknown): boolean {
  let paths: ReadonlySet<string> | undefined;
  const isAbsent = (path: string): boolean => !(paths ??= new Set(leafPaths(event, ''))).has(path);
  return matchesObject(pattern, event, isAbsent);
}

type IsAbsent = (path: string) => boolean;

function matchesObject(pattern: ObjectPattern, value: unknown, isAbsent: IsAbsent): boolean {
  if (Array.isArray(value) && value.length > 0) {
    return value.some((element) => matchesObject(pattern, element, isAbsent));
  }
  // Where nothing is, only what wants nothing can match.
  const object = isObject(value) ? value : {};
  return (
    pattern.fields.every((field) => matchesField(field, object, isAbsent)) &&
    pattern.choices.every((choice) => choice.some((each) => matchesObject(each, object, isAbsent)))
  );
}

function matchesField(
  { name, path, wanted }: FieldPattern,
  object: Readonly<Record<string, unknown>>,
  isAbsent: IsAbsent,
): boolean {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if ('fields' in wanted) return matchesObject(wanted, value, isAbsent);
  return wanted.some((test) => (test === 'absent' ? isAbsent(path) : someLeaf(value, test)));
}

function someLeaf(value: unknown, test: (value: Scalar) => boolean): boolean {
  if (Array.isArray(value)) return value.some((element) => someLeaf(element, test));
  return isScalar(value) && test(value);
}

/** Where the event has a value that is no object, whichever element of an array it is in. */
function* leafPaths(value: unknown, path: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const element of value) yield* leafPaths(element, path);
  } else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value))
      yield* leafPaths(inner, path === '' ? name : `${path}.${name}`);
  } else {
    yield path;
  }
}
