import { ArtisanError } from './errors.ts';

/** A store could not do what was asked of it. */
export abstract class StoreError extends ArtisanError {}

/** It did not answer: throttled, failing or timed out, after bounded retries. Trying again later may help. */
export class StoreUnavailableError extends StoreError {
  override readonly name = 'StoreUnavailableError';

  constructor(store: string, cause: unknown) {
    super(`The ${store} did not answer`, { cause });
  }
}

/** It refused us: a deployment mistake that no retry mends. */
export class StoreDeniedError extends StoreError {
  override readonly name = 'StoreDeniedError';

  constructor(store: string, cause: unknown) {
    super(`The ${store} refused this function: check its role`, { cause });
  }
}

/** It hung a moment ago and was not asked again yet, so that not every caller waits for its time-out. */
export class StoreSkippedError extends StoreError {
  override readonly name = 'StoreSkippedError';

  constructor(store: string, cause: unknown) {
    super(`The ${store} hung a moment ago and is not asked yet`, { cause });
  }
}
