import { invalidPattern } from './invalid-pattern.ts';
import { compileWildcard } from './wildcard.ts';

export type TextTest = (text: string) => boolean;

/** The operators that look at text: as an operator of its own, and inside `anything-but`. */
export function textTest(operator: string, operand: string): TextTest | undefined {
  const folded = operand.toLowerCase();
  switch (operator) {
    case 'prefix':
      return (text) => text.startsWith(operand);
    case 'suffix':
      return (text) => text.endsWith(operand);
    case 'equals-ignore-case':
      return (text) => text.toLowerCase() === folded;
    case 'wildcard':
      return compileWildcard(operand);
    default:
      return undefined;
  }
}

/** `{"prefix": {"equals-ignore-case": "x"}}`, and the same with `suffix`. */
export function ignoringCase(operator: 'prefix' | 'suffix', operand: unknown): TextTest {
  if (typeof operand !== 'string') throw invalidPattern('equals-ignore-case match pattern must be a string');
  const test = textTest(operator, operand.toLowerCase());
  return (text) => test?.(text.toLowerCase()) ?? false;
}
