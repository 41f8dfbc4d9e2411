import { invalidPattern } from './invalid-pattern.ts';
import { isObject } from './json.ts';
import { textTest } from './text-test.ts';

/**
 * `{"anything-but": x}`: a value that is there and is not x. x is a text, a number, a list of either, or one of
 * prefix, suffix, equals-ignore-case and wildcard on a text or a list of texts. A value of another type is not x.
 */
export function compileAnythingBut(operand: unknown): (value: unknown) => boolean {
  if (isObject(operand)) return butTest(operand);
  const values = listOf(operand);
  const isOneType = ['string', 'number'].some((type) => values.every((value) => typeof value === type));
  if (!isOneType) {
    throw invalidPattern('Inside anything-but, there are only text values or only numbers, at least one');
  }
  return (value) => !values.includes(value);
}

function butTest(operand: Readonly<Record<string, unknown>>): (value: unknown) => boolean {
  const [entry, ...more] = Object.entries(operand);
  if (!entry || more.length > 0) throw invalidPattern('Only one key allowed in match expression');
  const [operator, operands] = entry;
  if (!textTest(operator, '')) throw invalidPattern(`Unsupported anything-but pattern: ${operator}`);
  const tests = listOf(operands).map((text) => {
    // Every text begins and ends with the empty one.
    const isAll = text === '' && (operator === 'prefix' || operator === 'suffix');
    const test = typeof text === 'string' && !isAll && textTest(operator, text);
    if (!test) throw invalidPattern(`anything-but ${operator} takes texts that are not empty`);
    return test;
  });
  return (value) => typeof value !== 'string' || !tests.some((test) => test(value));
}

function listOf(operand: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return list;
}
