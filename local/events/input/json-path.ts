import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { isObject } from '../pattern/json.ts';

/** Finds a value in an event; undefined when there is none at that place. */
export type JsonPath = (event: unknown) => unknown;

type Step = { readonly key: string } | { readonly index: number } | 'each';

/**
 * The JSON paths of "Amazon EventBridge input transformation": `$`, dots, `[0]` and `[*]`, which gives a list.
 * Throws ValidationException for other syntax, where AWS would find nothing at run time.
 */
export function parseJsonPath(path: string): JsonPath {
  if (!/^\$(\.[\w/-]+|\[(\d+|\*)\])*$/.test(path)) {
    throw new AwsError(
      'ValidationException',
      `JSON path ${path} is not supported: only $, .name, [0] and [*] are`,
    );
  }
  const steps = [...path.matchAll(/\.([\w/-]+)|\[(\d+|\*)\]/g)].map(([, key, index]): Step => {
    if (key !== undefined) return { key };
    return index === '*' ? 'each' : { index: Number(index) };
  });
  return (event) => walk(event, steps);
}

function walk(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return value;
  if (step === 'each') {
    return Array.isArray(value)
      ? value.map((each) => walk(each, rest)).filter((each) => each !== undefined)
      : undefined;
  }
  if ('index' in step) return Array.isArray(value) ? walk(value[step.index], rest) : undefined;
  return isObject(value) && Object.hasOwn(value, step.key) ? walk(value[step.key], rest) : undefined;
}
