import type { Template } from '../jsonata/template.ts';
import type { ChoiceRule, ChoiceState } from './definition.ts';
import type { FieldReader } from './field-reader.ts';
import { parseWrites } from './parse-flow.ts';

export function parseChoice(name: string, reader: FieldReader): ChoiceState {
  reader.require('Choices');
  const choices = reader.objects('Choices').map(parseRule);
  if (reader.has('Choices') && choices.length === 0) reader.complain('Choices', 'Choices must not be empty');
  return { type: 'Choice', name, choices, default: reader.text('Default'), ...parseWrites(reader) };
}

function parseRule(reader: FieldReader): ChoiceRule {
  const rule = {
    condition: parseCondition(reader),
    next: reader.requiredText('Next'),
    ...parseWrites(reader),
  };
  reader.close();
  return rule;
}

/** A boolean or a JSONata expression that gives one. */
function parseCondition(reader: FieldReader): Template {
  reader.require('Condition');
  const condition = reader.template('Condition');
  if (condition?.kind === 'expression') return condition;
  if (condition?.kind === 'constant' && typeof condition.value === 'boolean') return condition;
  if (condition) reader.complain('Condition', 'Condition must be true, false, or JSONata');
  return { kind: 'constant', value: false };
}
