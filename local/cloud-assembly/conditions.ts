import { listOf, textOf } from './arguments.ts';
import { CloudAssemblyError } from './cloud-assembly-error.ts';
import type { Resolve } from './resolver.ts';

/** Evaluates the template's conditions by name. */
export function createConditions(
  declared: Readonly<Record<string, unknown>>,
  resolve: Resolve,
): (name: string) => boolean {
  const open = new Set<string>();

  const holds = (name: string): boolean => {
    if (!Object.hasOwn(declared, name)) throw new CloudAssemblyError(`the template has no condition ${name}`);
    if (open.has(name)) throw new CloudAssemblyError(`condition ${name} refers to itself`);
    open.add(name);
    try {
      return evaluate(declared[name]);
    } finally {
      open.delete(name);
    }
  };

  const evaluate = (expression: unknown): boolean => {
    const entries = Object.entries(expression ?? {}) as [string, unknown][];
    const [operator, argument] = entries[0] ?? ['nothing', undefined];
    switch (operator) {
      case 'Condition':
        return holds(textOf(argument));
      case 'Fn::Equals': {
        const [left, right] = listOf(resolve(argument)).map(comparable);
        return left === right;
      }
      case 'Fn::Not':
        return !listOf(argument).every(evaluate);
      case 'Fn::And':
        return listOf(argument).every(evaluate);
      case 'Fn::Or':
        return listOf(argument).some(evaluate);
      default:
        throw new CloudAssemblyError(`the condition function ${operator} is not supported`);
    }
  };

  return holds;
}

function comparable(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : textOf(value);
}
