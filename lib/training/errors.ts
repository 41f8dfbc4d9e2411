import { ArtisanError } from '../shared/errors.ts';

/** Another version of the run stands: read it again. */
export class RunChangedError extends ArtisanError {
  override readonly name = 'RunChangedError';

  constructor(runId: string, cause?: unknown) {
    super(`The run ${runId} has changed since it was read`, { cause });
  }
}

/** The checkpoint that a rollback was to go to does not stand any more. */
export class TargetGoneError extends ArtisanError {
  override readonly name = 'TargetGoneError';

  constructor(recordKey: { readonly pk: string; readonly sk: string }) {
    super(`There is no committed ${recordKey.sk} of ${recordKey.pk} any more`);
  }
}

export class RunNotFoundError extends ArtisanError {
  override readonly name = 'RunNotFoundError';

  constructor(runId: string) {
    super(`There is no run ${runId}`);
  }
}

/** There is no checkpoint of the kind that the rollback asks for. */
export class NoRollbackTargetError extends ArtisanError {
  override readonly name = 'NoRollbackTargetError';

  constructor(asked: string) {
    super(`There is no committed checkpoint to go back to: asked for ${asked}`);
  }
}

/** The checkpoint that a rollback was to go to is recorded, but its bytes are gone or damaged. The message names it. */
export class TargetLostError extends ArtisanError {
  override readonly name = 'TargetLostError';

  constructor(message: string, cause: unknown) {
    super(message, { cause });
  }
}
