import { ArtisanError } from '../shared/errors.ts';

/** The key was used for another request before: nothing of this one was done. */
export class IdempotencyKeyReusedError extends ArtisanError {
  override readonly name = 'IdempotencyKeyReusedError';

  constructor() {
    super('This Idempotency-Key came with another body before: send a new key, or the same body');
  }
}

/** The first try has neither ended nor run out of its lease. Trying again later gives its answer. */
export class RequestInProgressError extends ArtisanError {
  override readonly name = 'RequestInProgressError';

  constructor() {
    super('A request with this Idempotency-Key is still being worked on: repeat it a moment later');
  }
}
