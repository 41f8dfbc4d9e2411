import type { Template } from '../jsonata/template.ts';
import { isJsonObject } from '../json.ts';
import type { FieldReader } from './field-reader.ts';

const SUPPORTED = ['FunctionName', 'Payload', 'Qualifier', 'InvocationType'];

/** Arguments that are an object can be checked before anything runs. */
export function checkLambdaArguments(reader: FieldReader, template: Template | undefined): void {
  const names = fieldNames(template);
  if (!names) return;
  if (!names.includes('FunctionName')) reader.complain('Arguments', 'lambda:invoke needs FunctionName');
  for (const name of names) {
    if (!SUPPORTED.includes(name)) {
      reader.complain(`Arguments/${name}`, `lambda:invoke takes ${SUPPORTED.join(', ')} here, not '${name}'`);
    }
  }
}

function fieldNames(template: Template | undefined): readonly string[] | undefined {
  if (template?.kind === 'object') return template.fields.map(([name]) => name);
  if (template?.kind === 'constant' && isJsonObject(template.value)) return Object.keys(template.value);
  return undefined;
}
