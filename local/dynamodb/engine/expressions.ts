import type { AttributeValue } from 'dynalite/db/index.js';
import type { Expression, Operand, Path } from 'dynalite/validations/index.js';
import { isExpression, isPath } from './operands.ts';

/**
 * Rewrites a parsed condition or filter so that dynalite evaluates it as DynamoDB does. As it stands dynalite
 * - throws when a bound of BETWEEN or a member of IN is a missing attribute,
 * - takes two missing attributes for equal,
 * - finds no map or list equal to another.
 */
export function asDynamoDb(expression: Expression): Expression {
  const args = expression.args.map((arg) => (isExpression(arg) ? asDynamoDb(arg) : arg));
  const [first, ...rest] = args;
  if (first === undefined) return expression;
  switch (expression.type) {
    case 'between':
      return all(['>=', '<='].map((type, index) => compare(type, first, rest[index] ?? first)));
    case 'in':
      return any(rest.map((member) => compare('=', first, member)));
    case '<>':
      return { type: 'not', args: [compare('=', first, rest[0] ?? first)] };
    case '=':
    case '<=':
    case '>=':
      return compare(expression.type, first, rest[0] ?? first);
    default:
      return { ...expression, args };
  }
}

function compare(type: string, left: Operand, right: Operand): Expression {
  const comparison = { type, args: [left, right] };
  if (type === '=' && isPath(left) && isDocument(right)) return equalsDocument(left, right);
  if (type === '=' && isPath(right) && isDocument(left)) return equalsDocument(right, left);
  const path = pathOf(left);
  return path && pathOf(right) ? all([call('attribute_exists', path), comparison]) : comparison;
}

/** A document as conditions on its type, its size and each of its members. */
function equalsDocument(path: Path, value: AttributeValue): Expression {
  const [type = '', content] = Object.entries(value)[0] ?? [];
  if (!isDocument(value) || typeof content !== 'object' || content === null) {
    return { type: '=', args: [path, value] };
  }
  const isList = Array.isArray(content);
  const members = Object.entries<AttributeValue>({ ...content });
  return all([
    call('attribute_type', path, { S: type }),
    { type: '=', args: [call('size', path), { N: String(members.length) }] },
    ...members.map(([key, member]) => equalsDocument([...path, isList ? Number(key) : key], member)),
  ]);
}

const call = (name: string, ...args: Operand[]): Expression => ({ type: 'function', name, args });

const all = (terms: readonly Expression[]): Expression => join('and', terms);

const any = (terms: readonly Expression[]): Expression => join('or', terms);

function join(type: 'and' | 'or', terms: readonly Expression[]): Expression {
  return terms.reduce((left, right) => ({ type, args: [left, right] }));
}

/** The attribute that an operand depends on: itself, or the one it measures. */
function pathOf(operand: Operand): Path | undefined {
  if (isPath(operand)) return operand;
  return isExpression(operand) && operand.args[0] && isPath(operand.args[0]) ? operand.args[0] : undefined;
}

function isDocument(operand: Operand): operand is AttributeValue {
  return !isPath(operand) && !isExpression(operand) && ('M' in operand || 'L' in operand);
}
