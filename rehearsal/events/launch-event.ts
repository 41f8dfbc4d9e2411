import type { EventName } from '../../lib/config/schemas/rehearsals/vocabulary.ts';

/** Something as it is at the moment, under an id of its own. */
export interface Seen {
  readonly id: string;
  readonly event: EventName;
  readonly of: string;
  readonly as: string;
  /** As a person is told of it. */
  readonly text: string;
}

/** A fault is told and not expected: that it was brought about says nothing of what came of it. */
export type Happening = Omit<Seen, 'id' | 'event'> & { readonly event: EventName | 'fault' };

/** Something that happened in a rehearsed launch. */
export interface LaunchEvent extends Happening {
  /** Milliseconds of the launch. */
  readonly launchMs: number;
  /** Milliseconds since the rehearsal began. */
  readonly afterMs: number;
}
