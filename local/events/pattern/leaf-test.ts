import { compileAnythingBut } from './anything-but.ts';
import { compileCidr } from './cidr.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { isObject, isScalar, type Scalar } from './json.ts';
import { compileNumeric } from './numeric.ts';
import { ignoringCase, textTest, type TextTest } from './text-test.ts';

/** One element of a pattern's array: a test of a value that is there, or the wish that there be none. */
export type LeafTest = ((value: Scalar) => boolean) | 'absent';

/** Compiles `"x"`, `5`, `null`, or an operator such as `{"prefix": "x"}`. Throws on anything else. */
export function compileLeafTest(element: unknown): LeafTest {
  if (isScalar(element)) return (value) => value === element;
  if (!isObject(element)) {
    throw invalidPattern('Match value must be String, number, true, false, or null');
  }
  const [entry, ...more] = Object.entries(element);
  if (!entry) throw invalidPattern('Match expression name not found');
  if (more.length > 0) throw invalidPattern('Only one key allowed in match expression');
  return compileOperator(...entry);
}

function compileOperator(operator: string, operand: unknown): LeafTest {
  switch (operator) {
    case 'exists':
      return compileExists(operand);
    case 'numeric':
      return onNumbers(compileNumeric(operand));
    case 'anything-but':
      return compileAnythingBut(operand);
    case 'cidr':
      return onTexts(compileCidr(operand));
    default:
      return onTexts(compileTextOperator(operator, operand));
  }
}

function compileTextOperator(operator: string, operand: unknown): TextTest {
  if (operator === 'prefix' || operator === 'suffix') {
    const [entry, ...more] = isObject(operand) ? Object.entries(operand) : [];
    if (entry?.[0] === 'equals-ignore-case' && more.length === 0) return ignoringCase(operator, entry[1]);
  }
  if (!textTest(operator, '')) throw invalidPattern(`Unrecognized match type ${operator}`);
  const test = typeof operand === 'string' && textTest(operator, operand);
  if (!test) throw invalidPattern(`${operator} match pattern must be a string`);
  return test;
}

/** `exists` looks at leaves only: an object at that place counts as absent ("Exists matching"). */
function compileExists(operand: unknown): LeafTest {
  if (typeof operand !== 'boolean')
    throw invalidPattern('exists match pattern must be either true or false.');
  return operand ? () => true : 'absent';
}

function onTexts(test: TextTest): LeafTest {
  return (value) => typeof value === 'string' && test(value);
}

function onNumbers(test: (value: number) => boolean): LeafTest {
  return (value) => typeof value === 'number' && test(value);
}
