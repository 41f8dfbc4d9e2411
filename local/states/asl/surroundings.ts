import type { StateGroup } from './definition.ts';
import type { FieldReader } from './field-reader.ts';

/** What a state needs to know of the definition around it. */
export interface Surroundings {
  /** The machine's own; a state may override it. */
  readonly queryLanguage: string;
  /** Reads the states of a branch or a processor. */
  readonly parseGroup: (reader: FieldReader) => StateGroup;
}
