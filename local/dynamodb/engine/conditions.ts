import type { AttributeValue } from 'dynalite/db/index.js';
import type { Expression, Operand, Path } from 'dynalite/validations/index.js';
import { beginsWith, contains, sizeOf } from './containment.ts';
import { isExpression, isPath } from './operands.ts';
import { equal, order, typeOf } from './values.ts';

/** What a path holds in the item that is looked at. */
type Resolve = (path: Path) => AttributeValue | null | undefined;

const TRUE: AttributeValue = { BOOL: true };
const FALSE: AttributeValue = { BOOL: false };

/**
 * A parsed condition or filter in a form that dynalite evaluates as DynamoDB does, by calling back here. Its own
 * evaluation falls over missing attributes, takes two of them for equal, and finds no map or list equal to another.
 */
export function asDynamoDb(expression: Expression): Expression {
  // All that dynalite does with the operands of a comparison is to map them to their values.
  const operands = { map: (resolve: Resolve) => [holds(expression, resolve) ? TRUE : FALSE, TRUE] };
  return { type: '=', args: operands as unknown as readonly Operand[] };
}

function holds(expression: Expression, resolve: Resolve): boolean {
  const { type, args } = expression;
  switch (type) {
    case 'and':
      return args.every((arg) => isExpression(arg) && holds(arg, resolve));
    case 'or':
      return args.some((arg) => isExpression(arg) && holds(arg, resolve));
    case 'not':
      return !args.some((arg) => isExpression(arg) && holds(arg, resolve));
    default:
      return test(
        expression,
        args.map((arg) => valueOf(arg, resolve)),
      );
  }
}

type Value = AttributeValue | undefined;

/** A comparison with a missing value holds only where it says so: `<>`, and attribute_not_exists. */
function test({ type, name }: Expression, [value, ...others]: readonly Value[]): boolean {
  const kind = type === 'function' ? name : type;
  if (kind === 'attribute_not_exists') return value === undefined;
  if (kind === '<>') return !value || !others[0] || !equal(value, others[0]);
  if (!value) return false;
  if (kind === 'attribute_exists') return true;
  if (kind === 'in') return others.some((other) => other && equal(value, other));
  const [first, second] = others;
  if (!first) return false;
  if (kind === 'between') return !!second && compare('>=', value, first) && compare('<=', value, second);
  return compare(kind ?? '', value, first);
}

function compare(kind: string, value: AttributeValue, other: AttributeValue): boolean {
  const sign = order(value, other) ?? Number.NaN;
  switch (kind) {
    case '=':
      return equal(value, other);
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    case '>=':
      return sign >= 0;
    case 'begins_with':
      return beginsWith(value, other);
    case 'contains':
      return contains(value, other);
    case 'attribute_type':
      return typeOf(value) === other['S'];
    default:
      throw new Error(`dynalite's parser made ${kind} of a condition, which is not known`);
  }
}

/** The only function that is an operand itself is size(). */
function valueOf(operand: Operand, resolve: Resolve): Value {
  if (isPath(operand)) return resolve(operand) ?? undefined;
  if (!isExpression(operand)) return operand;
  const [measured] = operand.args;
  const value = measured && valueOf(measured, resolve);
  const size = value && sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}
