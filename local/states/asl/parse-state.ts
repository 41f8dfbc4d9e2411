import type { MapState, ParallelState, State } from './definition.ts';
import { LARGEST, type FieldReader } from './field-reader.ts';
import { parseCatch } from './parse-catch.ts';
import { parseChoice } from './parse-choice.ts';
import { parseFlow, parseWrites } from './parse-flow.ts';
import { checkQueryLanguage } from './query-language.ts';
import { parseRetry } from './parse-retry.ts';
import type { Surroundings } from './surroundings.ts';
import { parseTask } from './parse-task.ts';
import { parseWait } from './parse-wait.ts';

/** Undefined when the type is none of the language's. */
export function parseState(name: string, reader: FieldReader, surroundings: Surroundings): State | undefined {
  if (!checkQueryLanguage(reader, surroundings.queryLanguage)) return undefined;
  const state = parseByType(name, reader, surroundings);
  if (state) reader.close();
  return state;
}

function parseByType(name: string, reader: FieldReader, surroundings: Surroundings): State | undefined {
  const type = reader.requiredText('Type');
  switch (type) {
    case 'Task':
      return parseTask(name, reader);
    case 'Pass':
      return { type, name, next: parseFlow(reader), ...parseWrites(reader) };
    case 'Choice':
      return parseChoice(name, reader);
    case 'Wait':
      return parseWait(name, reader);
    case 'Succeed':
      return { type, name, output: reader.template('Output') };
    case 'Fail':
      return { type, name, error: reader.textTemplate('Error'), cause: reader.textTemplate('Cause') };
    case 'Parallel':
      return parseParallel(name, reader, surroundings);
    case 'Map':
      return parseMap(name, reader, surroundings);
    default:
      if (reader.has('Type')) reader.complain('Type', `'${type}' is no state type`);
      return undefined;
  }
}

function parseParallel(name: string, reader: FieldReader, surroundings: Surroundings): ParallelState {
  reader.require('Branches');
  const branches = reader.objects('Branches').map((branch) => {
    const group = surroundings.parseGroup(branch);
    branch.close();
    return group;
  });
  if (reader.has('Branches') && branches.length === 0)
    reader.complain('Branches', 'Branches must not be empty');
  return {
    type: 'Parallel',
    name,
    branches,
    arguments: reader.template('Arguments'),
    ...parseCommon(reader),
  };
}

function parseMap(name: string, reader: FieldReader, surroundings: Surroundings): MapState {
  reader.require('ItemProcessor');
  const processor = reader.object('ItemProcessor');
  const group = processor && surroundings.parseGroup(processor);
  if (processor) {
    checkInline(processor);
    processor.close();
  }
  return {
    type: 'Map',
    name,
    processor: group ?? { startAt: '', states: new Map() },
    items: parseItems(reader),
    itemSelector: reader.template('ItemSelector'),
    maxConcurrency: reader.integerTemplate('MaxConcurrency', { min: 0, max: LARGEST }),
    ...parseCommon(reader),
  };
}

function parseCommon(reader: FieldReader) {
  return {
    retry: parseRetry(reader),
    catch: parseCatch(reader),
    next: parseFlow(reader),
    ...parseWrites(reader),
  };
}

function parseItems(reader: FieldReader): MapState['items'] {
  const items = reader.template('Items');
  if (items?.kind === 'object' || (items?.kind === 'constant' && !Array.isArray(items.value))) {
    reader.complain('Items', 'Items must be an array, or JSONata that gives one');
  }
  return items;
}

function checkInline(processor: FieldReader): void {
  const config = processor.object('ProcessorConfig');
  if (!config) return;
  const mode = config.text('Mode') ?? 'INLINE';
  if (mode !== 'INLINE') config.complain('Mode', `A Map of mode ${mode} is not supported here: INLINE only`);
  config.close();
}
