import { CloudAssemblyError } from './cloud-assembly-error.ts';
import { listOf, pairOf, textOf } from './arguments.ts';
import type { Scope } from './scope.ts';
import { substitute } from './substitution.ts';

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** Intrinsic function reference of the AWS CloudFormation User Guide. A name that is not here is refused. */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, { references }) => references.ref(textOf(argument)),

  'Fn::GetAtt': (argument, { references, resolve }) => {
    const [logicalId = '', ...attribute] =
      typeof argument === 'string' ? argument.split('.') : listOf(resolve(argument)).map(textOf);
    return references.attribute(logicalId, attribute.join('.'));
  },

  'Fn::Join': (argument, { resolve }) => {
    const [delimiter, items] = pairOf(argument);
    return listOf(resolve(items)).map(textOf).join(textOf(delimiter));
  },

  'Fn::Sub': (argument, scope) => {
    const [text, variables] = Array.isArray(argument) ? pairOf(argument) : [argument, {}];
    return substitute(textOf(text), variables, scope);
  },

  'Fn::Select': (argument, { resolve }) => {
    const [index, items] = pairOf(argument);
    const list = listOf(resolve(items));
    const position = Number(textOf(resolve(index)));
    if (Number.isInteger(position) && position >= 0 && position < list.length) return list[position];
    throw new CloudAssemblyError(
      `Fn::Select asks for item ${textOf(resolve(index))} of a list of ${list.length}`,
    );
  },

  'Fn::Split': (argument, { resolve }) => {
    const [delimiter, text] = pairOf(argument);
    return textOf(resolve(text)).split(textOf(delimiter));
  },

  'Fn::If': (argument, { references, resolve }) => {
    const [condition, whenTrue, whenFalse] = listOf(argument);
    return resolve(references.condition(textOf(condition)) ? whenTrue : whenFalse);
  },

  'Fn::FindInMap': (argument, { references, resolve }) => {
    const [map, topKey, secondKey] = listOf(resolve(argument)).map(textOf);
    return references.mapping(map ?? '', topKey ?? '', secondKey ?? '');
  },

  'Fn::Base64': (argument, { resolve }) => Buffer.from(textOf(resolve(argument))).toString('base64'),

  'Fn::ToJsonString': (argument, { resolve }) => textOf(JSON.stringify(resolve(argument))),
};

/** The function an object stands for; undefined when it is plain data. */
export function intrinsicOf(value: object): ((scope: Scope) => unknown) | undefined {
  const [entry, ...others] = Object.entries(value) as [string, unknown][];
  const name = Object.keys(value).find((key) => key === 'Ref' || key.startsWith('Fn::'));
  if (!entry || name === undefined) return undefined;
  const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (!intrinsic) throw new CloudAssemblyError(`the intrinsic function ${name} is not supported`);
  if (others.length > 0) {
    throw new CloudAssemblyError(`${name} stands beside other keys: ${Object.keys(value).join(', ')}`);
  }
  return (scope) => intrinsic(entry[1], scope);
}
