import { ArtisanError } from '../shared/errors.ts';

export class ApprovalNotFoundError extends ArtisanError {
  override readonly name = 'ApprovalNotFoundError';

  constructor(id: string) {
    super(`There is no approval ${id}`);
  }
}
