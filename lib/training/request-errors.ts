import { ArtisanError } from '../shared/errors.ts';

/** An attempt that the run has not reached. */
export class UnknownAttemptError extends ArtisanError {
  override readonly name = 'UnknownAttemptError';

  constructor(attempt: number, current: number) {
    super(`Got attempt ${attempt}; the run is at attempt ${current}`);
  }
}

/** There is no checkpoint of the kind that the rollback asks for. */
export class NoRollbackTargetError extends ArtisanError {
  override readonly name = 'NoRollbackTargetError';

  constructor(asked: string) {
    super(`There is no committed checkpoint to go back to: asked for ${asked}`);
  }
}
