import jsonata from 'jsonata';
import { isPlainMap } from './plain-map.ts';

/** A variable that an expression reads, and the names that follow it: `$find.step` is `find` and [`step`]. */
export interface Reference {
  readonly name: string;
  readonly fields: readonly string[];
}

/** Text between `{%` and `%}`, as Step Functions has it. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');
}

/** Whether an expression is anywhere in a value. */
export function holdsExpression(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsExpression);
  return isPlainMap(value) ? Object.values(value).some(holdsExpression) : isExpression(value);
}

/** What an expression reads from outside of itself, or why it is none. */
export function referencesIn(
  text: string,
): { readonly references: readonly Reference[] } | { readonly fault: string } {
  try {
    const tree: unknown = jsonata(text.slice(2, -2)).ast();
    const own = new Set(boundIn(tree));
    return { references: readIn(tree).filter(({ name }) => !own.has(name)) };
  } catch (error) {
    return { fault: isPlainMap(error) ? String(error['message']) : String(error) };
  }
}

/** Names that the expression gives itself, by `$x := ...` or as the parameters of a function. */
function boundIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(boundIn);
  if (!isPlainMap(node)) return [];
  const bound =
    node['type'] === 'bind' ? [node['lhs']] : node['type'] === 'lambda' ? [node['arguments']].flat() : [];
  return [...bound.flatMap(variableOf), ...Object.values(node).flatMap(boundIn)];
}

function readIn(node: unknown): Reference[] {
  if (Array.isArray(node)) return node.flatMap(readIn);
  if (!isPlainMap(node)) return [];
  const { steps } = node;
  if (node['type'] === 'path' && Array.isArray(steps)) {
    const all: readonly unknown[] = steps;
    const [first, ...rest] = all;
    const [name] = variableOf(first);
    const read = name === undefined ? readIn(first) : [{ name, fields: namesOf(rest) }, ...readInside(first)];
    return [...read, ...readIn(rest), ...readIn({ ...node, type: '', steps: [] })];
  }
  const read = variableOf(node).map((name) => ({ name, fields: [] }));
  return [...read, ...readInside(node)];
}

/** Predicates, arguments and the like of a node. */
function readInside(node: unknown): Reference[] {
  return isPlainMap(node) ? Object.values(node).flatMap(readIn) : [];
}

/** `$` and `$$` are the context, which no expression of a state machine has: they stand for nothing outside. */
function variableOf(node: unknown): string[] {
  if (!isPlainMap(node) || node['type'] !== 'variable') return [];
  const { value } = node;
  return typeof value === 'string' && value !== '' && value !== '$' ? [value] : [];
}

/** As far as they are plain names. */
function namesOf(steps: readonly unknown[]): string[] {
  const names = steps.map((step) =>
    isPlainMap(step) && step['type'] === 'name' ? String(step['value']) : undefined,
  );
  const end = names.indexOf(undefined);
  return names.slice(0, end === -1 ? undefined : end).filter((name) => name !== undefined);
}
