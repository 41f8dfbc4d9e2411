import type { Writes } from './definition.ts';
import type { FieldReader } from './field-reader.ts';
import { checkVariableNames } from './variable-names.ts';

/** `Next` or `"End": true`, one of them. Undefined is the end. */
export function parseFlow(reader: FieldReader): string | undefined {
  const next = reader.text('Next');
  const end = reader.flag('End');
  if (end === true ? next !== undefined : next === undefined) {
    reader.complain('', 'A state must have either Next or "End": true');
  }
  return next;
}

export function parseWrites(reader: FieldReader): Writes {
  const assign = reader.template('Assign');
  if (assign) checkVariableNames(reader, assign);
  return { output: reader.template('Output'), assign };
}
