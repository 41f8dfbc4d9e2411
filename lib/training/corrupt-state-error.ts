import { ArtisanError } from '../shared/errors.ts';

/** These bytes are not the training state of a run, or not any more. */
export class CorruptStateError extends ArtisanError {
  override readonly name = 'CorruptStateError';

  constructor(found: string) {
    super(`These bytes are no training state: ${found}`);
  }
}
