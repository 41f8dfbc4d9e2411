import { ArtisanError } from '../shared/errors.ts';

/** A runbook names an alarm that this deployment of the function does not know. */
export class UnknownSignalError extends ArtisanError {
  override readonly name = 'UnknownSignalError';

  constructor(name: string) {
    super(`There is no alarm ${JSON.stringify(name.slice(0, 100))}`);
  }
}

/** What the runbook did has not helped, or nothing says that it has. */
export class SignalsNotCalmError extends ArtisanError {
  override readonly name = 'SignalsNotCalmError';

  constructor(seen: string) {
    super(`It is not better by now: ${seen}`);
  }
}
