import { textOf } from './arguments.ts';
import type { Scope } from './scope.ts';

/** `${Name}`, `${Name.Attribute}`, and `${!Literal}`, which stands for the text `${Literal}`. */
const PLACEHOLDER = /\$\{(!?)([^}]*)\}/g;

/** Fn::Sub: variables win over logical ids; a dot means an attribute. */
export function substitute(text: string, variables: unknown, { references, resolve }: Scope): string {
  const values = new Map(Object.entries(variables as object) as [string, unknown][]);
  return text.replace(PLACEHOLDER, (_, escaped: string, placeholder: string) => {
    const name = placeholder.trim();
    if (escaped) return `\${${placeholder}}`;
    if (values.has(name)) return textOf(resolve(values.get(name)));
    const [logicalId = '', ...attribute] = name.split('.');
    return textOf(
      attribute.length === 0
        ? references.ref(logicalId)
        : references.attribute(logicalId, attribute.join('.')),
    );
  });
}
