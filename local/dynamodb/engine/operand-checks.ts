import type { Expression, Operand } from 'dynalite/validations/index.js';
import { isDeepStrictEqual } from 'node:util';
import { isExpression, isPath } from './operands.ts';
import { invalid } from './request.ts';
import { typeOf } from './values.ts';

const ORDERED = ['<', '<=', '>', '>=', 'between'];
const ORDERED_TYPES = ['S', 'N', 'B'];

/** Refuses what DynamoDB refuses and dynalite's parser lets through. */
export function assertOperands(expression: Expression, of: 'ConditionExpression' | 'FilterExpression'): void {
  const { type, args } = expression;
  for (const arg of args) if (isExpression(arg)) assertOperands(arg, of);
  const wrong = wrongType(type, args) ?? repeated(type, args);
  if (wrong !== undefined) throw invalid(`Invalid ${of}: ${wrong}`);
}

function wrongType(type: string, args: readonly Operand[]): string | undefined {
  if (!ORDERED.includes(type)) return undefined;
  const types = args.flatMap((arg) => (isPath(arg) || isExpression(arg) ? [] : [typeOf(arg)]));
  const wrong = types.find((each) => !ORDERED_TYPES.includes(each));
  if (wrong === undefined) return undefined;
  return (
    'Incorrect operand type for operator or function; ' +
    `operator or function: ${type.toUpperCase()}, operand type: ${wrong}`
  );
}

function repeated(type: string, [first, ...others]: readonly Operand[]): string | undefined {
  if (!['in', 'between'].includes(type) || !first || !isPath(first)) return undefined;
  if (!others.some((other) => isDeepStrictEqual(other, first))) return undefined;
  return (
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
    `operator: ${type.toUpperCase()}, first operand: [${first.join(', ')}]`
  );
}
