import type { Template } from '../jsonata/template.ts';
import { isJsonObject } from '../json.ts';
import type { FieldReader } from './field-reader.ts';

/** "Passing data between states with variables": an identifier of Unicode letters, at most 80 characters. */
const NAME = /^[\p{ID_Start}_][\p{ID_Continue}_]*$/u;
const LONGEST = 80;

export function checkVariableNames(reader: FieldReader, assign: Template): void {
  const names = assignedNames(assign);
  if (!names) {
    reader.complain('Assign', 'Assign must be an object with a field for each variable');
    return;
  }
  for (const name of names) {
    if (name === 'states') reader.complain(`Assign/${name}`, "The variable name 'states' is reserved");
    else if (!NAME.test(name) || name.length > LONGEST) {
      reader.complain(
        `Assign/${name}`,
        `'${name}' is no variable name: letters and digits, at most ${LONGEST}`,
      );
    }
  }
}

/** Names of the variables that an Assign writes; undefined when it is no object. */
export function assignedNames(assign: Template): readonly string[] | undefined {
  if (assign.kind === 'object') return assign.fields.map(([name]) => name);
  if (assign.kind === 'constant' && isJsonObject(assign.value)) return Object.keys(assign.value);
  return undefined;
}
