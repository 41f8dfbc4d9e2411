import type { AwsCall, JsonObject } from '../contracts/targets.ts';
import type { BoundedOperation, Observation, ObservedValue } from './ports.ts';

/** Puts the operation's values in place of the texts that stand for them. */
export function fillArguments(template: unknown, operation: BoundedOperation): unknown {
  if (template === '{replicas}' && 'replicas' in operation) return operation.replicas;
  if (Array.isArray(template)) return template.map((item) => fillArguments(item, operation));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, fillArguments(value, operation)]),
  );
}

export function describeCall(call: AwsCall, operation: BoundedOperation): JsonObject {
  const { service, action } = call;
  return { service, action, arguments: fillArguments(call.arguments, operation) };
}

/** What a check's answer says, by the paths of its `values`: null for what is not there. */
export function observationOf({ values: paths = {}, expect = {} }: AwsCall, answer: unknown): Observation {
  const values = Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, scalarAt(answer, path)]),
  );
  const wrong = Object.entries(expect).filter(([name, expected]) => values[name] !== expected);
  const isAsked = Object.keys(expect).length > 0;
  return {
    healthy: isAsked ? wrong.length === 0 : null,
    values,
    text: Object.entries(values)
      .map(([name, value]) => `${name} ${String(value)}${asideOf(expect[name], value)}`)
      .join(', '),
  };
}

/** Whether what an operation does is going on, by what the check has read. */
export function isInProgress({ in_progress: signs = {} }: AwsCall, { values }: Observation): boolean {
  const expected = Object.entries(signs);
  return expected.length > 0 && expected.every(([name, value]) => values[name] === value);
}

function asideOf(expected: string | number | undefined, value: ObservedValue): string {
  return expected === undefined || expected === value ? '' : ` (expected ${expected})`;
}

function scalarAt(answer: unknown, path: string): ObservedValue {
  const found = path.split('.').reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return Reflect.get(inner, key);
  }, answer);
  const isScalar = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean';
  return isScalar ? found : null;
}
