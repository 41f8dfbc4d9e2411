import { ArtisanError } from './errors.ts';

/** The resource is not what the caller read (If-Match): someone else changed it in between. */
export class StalePreconditionError extends ArtisanError {
  override readonly name = 'StalePreconditionError';

  constructor(resource: string) {
    super(`The ${resource} have changed since they were read: read them again, then repeat the change`);
  }
}
