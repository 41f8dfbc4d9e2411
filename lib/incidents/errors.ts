import { ArtisanError } from '../shared/errors.ts';

export class IncidentNotFoundError extends ArtisanError {
  override readonly name = 'IncidentNotFoundError';

  constructor(id: string) {
    super(`There is no incident ${id}`);
  }
}

/** Somebody has resolved it, otherwise than is asked for now. */
export class IncidentResolvedError extends ArtisanError {
  override readonly name = 'IncidentResolvedError';

  constructor({ id, by, at }: { readonly id: string; readonly by: string; readonly at: number }) {
    super(`${id} was resolved by ${by} at ${new Date(at).toISOString()}`);
  }
}

/** Another version of it stands than the one that was to be changed. */
export class IncidentChangedError extends ArtisanError {
  override readonly name = 'IncidentChangedError';

  constructor(id: string) {
    super(`${id} was changed meanwhile`);
  }
}
