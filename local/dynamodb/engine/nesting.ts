import { AwsError } from '../../aws-endpoint/aws-error.ts';

/** Amazon DynamoDB Developer Guide, "Constraints": 32 levels. A value inside a map or a list is one level deeper. */
const DEEPEST_LEVEL = 32;

/** Deeper JSON than any valid request: two levels of JSON for each of an item's, and a few around the item. */
const DEEPEST_JSON = 2 * DEEPEST_LEVEL + 10;

/**
 * A copy that dynalite may change, of JSON that is not nested so deep that recursion over it overflows the stack.
 * dynalite would lose an attribute named `__proto__`, so that name is refused.
 */
export function copyRequest(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST_JSON) throw tooDeep();
  if (Array.isArray(value)) {
    if (value.includes(null)) throw new AwsError('SerializationException', 'A list may not hold null');
    return value.map((element) => copyRequest(element, depth + 1));
  }
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') {
      throw new AwsError('ValidationException', 'The name __proto__ is not supported by this local DynamoDB');
    }
    copy[key] = copyRequest(member, depth + 1);
  }
  return copy;
}

/** Throws when an item is nested deeper than DynamoDB stores. */
export function assertNesting(item: Readonly<Record<string, unknown>>): void {
  for (const value of Object.values(item)) {
    // Every level of an attribute value is two of JSON: {"M": {"name": {...}}}.
    if (jsonDepth(value) > 2 * DEEPEST_LEVEL) throw tooDeep();
  }
}

function jsonDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let deepest = 0;
  for (const member of Object.values(value)) deepest = Math.max(deepest, jsonDepth(member));
  return 1 + deepest;
}

function tooDeep(): AwsError {
  return new AwsError(
    'ValidationException',
    'Nesting Levels have exceeded supported limits: ' +
      'Attributes in the item have nested levels beyond supported limit',
  );
}
