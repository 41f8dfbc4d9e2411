import { isJsonObject, type Json } from '../json.ts';
import { compileExpression, evaluateExpression, type Bindings, type Expression } from './expression.ts';

/** A JSON value of a definition whose `{% %}` strings are compiled. */
export type Template =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'array'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, Template])[] };

/** A string that begins or ends like an expression must do both, without blanks outside (as AWS validates). */
export function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;
}

/** Told of each string that is no valid expression, with its path below the template. */
export type ComplainAbout = (message: string, path: readonly (string | number)[]) => void;

export function compileTemplate(
  value: Json,
  complain: ComplainAbout,
  path: readonly (string | number)[] = [],
): Template {
  if (typeof value === 'string') {
    return compileText(value, (message) => {
      complain(message, path);
    });
  }
  if (Array.isArray(value)) {
    const items = value.map((item: Json, index) => compileTemplate(item, complain, [...path, index]));
    return items.every(isConstant) ? { kind: 'constant', value } : { kind: 'array', items };
  }
  if (!isJsonObject(value)) return { kind: 'constant', value };
  const fields = Object.entries(value).map(
    ([name, field]) => [name, compileTemplate(field, complain, [...path, name])] as const,
  );
  return fields.every(([, field]) => isConstant(field))
    ? { kind: 'constant', value }
    : { kind: 'object', fields };
}

function compileText(text: string, complain: (message: string) => void): Template {
  if (isExpression(text)) {
    try {
      return { kind: 'expression', expression: compileExpression(text) };
    } catch (error) {
      complain(`'${text}' is not valid JSONata: ${error instanceof Error ? error.message : String(error)}`);
    }
  } else if (text.startsWith('{%') || text.endsWith('%}')) {
    complain(`'${text}' must begin with '{%' and end with '%}' to be JSONata`);
  }
  return { kind: 'constant', value: text };
}

function isConstant(template: Template): boolean {
  return template.kind === 'constant';
}

/** Throws QueryEvaluationError. `location` is the field's path in the state, e.g. `Output`. */
export async function evaluateTemplate(
  template: Template,
  bindings: Bindings,
  location: string,
): Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return evaluateExpression(template.expression, bindings, location);
    case 'array': {
      const items: Json[] = [];
      for (const [index, item] of template.items.entries()) {
        items.push(await evaluateTemplate(item, bindings, `${location}[${index}]`));
      }
      return items;
    }
    case 'object': {
      const fields: [string, Json][] = [];
      for (const [name, field] of template.fields) {
        fields.push([name, await evaluateTemplate(field, bindings, `${location}/${name}`)]);
      }
      return Object.fromEntries(fields);
    }
  }
}
