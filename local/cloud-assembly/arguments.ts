import { CloudAssemblyError } from './cloud-assembly-error.ts';

/** CloudFormation turns numbers and booleans into text wherever it wants text. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new CloudAssemblyError(`expected text, found ${describe(value)}`);
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new CloudAssemblyError(`expected a list, found ${describe(value)}`);
}

export function pairOf(value: unknown): readonly [unknown, unknown] {
  const items = listOf(value);
  if (items.length === 2) return [items[0], items[1]];
  throw new CloudAssemblyError(`expected two arguments, found ${describe(value)}`);
}

function describe(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
