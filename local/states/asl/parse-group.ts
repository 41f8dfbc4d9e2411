import type { State, StateGroup } from './definition.ts';
import type { FieldReader } from './field-reader.ts';
import { parseState } from './parse-state.ts';
import { checkTransitions } from './transitions.ts';

/** What holds for a whole definition while it is read. */
export interface Surroundings {
  /** The machine's own; a state may override it. */
  readonly queryLanguage: string;
  /** Names are unique in the whole machine, nested states included. */
  readonly names: Set<string>;
}

const LONGEST_NAME = 80;

/** `StartAt` and `States`. */
export function parseGroup(reader: FieldReader, surroundings: Surroundings): StateGroup {
  const startAt = reader.requiredText('StartAt');
  reader.require('States');
  const states = new Map<string, State>();
  const readers = reader.object('States')?.entries() ?? [];
  for (const [name, state] of readers) {
    if (name.length > LONGEST_NAME) state.complain('', `State names have at most ${LONGEST_NAME} characters`);
    if (surroundings.names.has(name)) state.complain('', 'State names must be unique in the whole machine');
    surroundings.names.add(name);
    const parsed = parseState(name, state, surroundings);
    if (parsed) states.set(name, parsed);
  }
  const group = { startAt, states };
  // A state that could not be read at all would make every mention of it look dangling.
  if (states.size === readers.length) checkTransitions(reader, group);
  return group;
}
