import { ArtisanError } from '../shared/errors.ts';

/** Somebody else has changed gate, lock or record since they were read: read again. */
export class StandingChangedError extends ArtisanError {
  override readonly name = 'StandingChangedError';

  constructor(what: string, cause?: unknown) {
    super(`${what} has been changed by somebody else`, { cause });
  }
}

/** A runbook has no state machine (any more). */
export class NoMachineError extends ArtisanError {
  override readonly name = 'NoMachineError';

  constructor(runbook: string, cause: unknown) {
    super(`There is no state machine of the runbook ${runbook}`, { cause });
  }
}
