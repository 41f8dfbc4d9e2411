import { ArtisanError } from '../shared/errors.ts';

export class UnknownModelError extends ArtisanError {
  override readonly name = 'UnknownModelError';

  constructor(model: string, known: readonly string[]) {
    super(`There is no model ${JSON.stringify(model)}; configured: ${known.join(', ')}`);
  }
}
