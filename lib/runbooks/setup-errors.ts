import { ArtisanError } from '../shared/errors.ts';

/** State machines and functions do not fit each other: nothing that happens at run time leads here. */
export abstract class SetupError extends ArtisanError {}

/** The state machine is newer or older than the function. */
export class UnknownActionError extends SetupError {
  override readonly name = 'UnknownActionError';

  constructor(action: string, known: readonly string[]) {
    super(`There is no action ${JSON.stringify(action)}, there are ${known.join(', ')}`);
  }
}

/** The function that acts was given a dry run or a drill: it must not. */
export class NotLiveError extends SetupError {
  override readonly name = 'NotLiveError';

  constructor(mode: string, step: string) {
    super(`"${step}" of a ${mode} came to the function that acts; it did nothing`);
  }
}
