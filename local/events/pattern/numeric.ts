import { invalidPattern } from './invalid-pattern.ts';

type NumberTest = (value: number) => boolean;

/** `{"numeric": [">", 0, "<=", 5]}`: one comparison, or a lower bound followed by a higher upper bound. */
export function compileNumeric(expression: unknown): NumberTest {
  if (!Array.isArray(expression)) throw invalidPattern('Value of numeric must be an array.');
  const [lower, from, upper, to, ...rest] = expression as readonly unknown[];
  const first = comparison(lower, from);
  if (expression.length === 2) return first;
  const isRange = (lower === '>' || lower === '>=') && (upper === '<' || upper === '<=') && rest.length === 0;
  if (!isRange) throw invalidPattern('A numeric range is a lower bound followed by an upper bound');
  const second = comparison(upper, to);
  if (Number(from) >= Number(to)) throw invalidPattern('Bottom must be less than top');
  return (value) => first(value) && second(value);
}

function comparison(operator: unknown, bound: unknown): NumberTest {
  if (typeof bound !== 'number')
    throw invalidPattern('A numeric comparison needs a number after its operator');
  switch (operator) {
    case '=':
      return (value) => value === bound;
    case '<':
      return (value) => value < bound;
    case '<=':
      return (value) => value <= bound;
    case '>':
      return (value) => value > bound;
    case '>=':
      return (value) => value >= bound;
    default:
      throw invalidPattern(`Unrecognized numeric range operator: ${JSON.stringify(operator)}`);
  }
}
