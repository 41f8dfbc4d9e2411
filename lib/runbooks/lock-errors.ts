import { ArtisanError } from '../shared/errors.ts';

/** Another execution has taken the resource, or the ending has released it: this one must not act on it any more. */
export class LockLostError extends ArtisanError {
  override readonly name = 'LockLostError';

  constructor(claim: { readonly resource: string; readonly owner: string; readonly fence: number }) {
    super(
      `Execution ${claim.owner} does not hold ${claim.resource} any more (fencing token ${claim.fence}): it must not act on it`,
    );
  }
}
