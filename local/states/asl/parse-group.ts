import type { State, StateGroup } from './definition.ts';
import type { FieldReader } from './field-reader.ts';
import { parseState } from './parse-state.ts';
import type { Surroundings } from './surroundings.ts';
import { checkTransitions } from './transitions.ts';

const LONGEST_NAME = 80;

/** Reads groups of states of one definition: names are unique in the whole of it, nested states included. */
export function groupParser(queryLanguage: string): (reader: FieldReader) => StateGroup {
  const names = new Set<string>();
  const parse = (reader: FieldReader): StateGroup =>
    parseGroup(reader, names, { queryLanguage, parseGroup: parse });
  return parse;
}

/** `StartAt` and `States`. */
function parseGroup(reader: FieldReader, names: Set<string>, surroundings: Surroundings): StateGroup {
  const startAt = reader.requiredText('StartAt');
  reader.require('States');
  const states = new Map<string, State>();
  const readers = reader.object('States')?.entries() ?? [];
  for (const [name, state] of readers) {
    if (name.length > LONGEST_NAME) state.complain('', `State names have at most ${LONGEST_NAME} characters`);
    if (names.has(name)) state.complain('', 'State names must be unique in the whole machine');
    names.add(name);
    const parsed = parseState(name, state, surroundings);
    if (parsed) states.set(name, parsed);
  }
  const group = { startAt, states };
  // A state that could not be read at all would make every mention of it look dangling.
  if (states.size === readers.length) checkTransitions(reader, group);
  return group;
}
