import type { CheckpointId } from '../contracts/lineage.ts';
import { ArtisanError } from '../shared/errors.ts';

/** Another content stands, committed, under this attempt and step. */
export class CheckpointConflictError extends ArtisanError {
  override readonly name = 'CheckpointConflictError';

  constructor({ attempt, step }: CheckpointId) {
    super(`Step ${step} of attempt ${attempt} is committed with another content, which never changes`);
  }
}

/** There is no upload to commit, or not all of it. */
export class UploadIncompleteError extends ArtisanError {
  override readonly name = 'UploadIncompleteError';
}

/** What was uploaded is not what was announced. */
export class UploadMismatchError extends ArtisanError {
  override readonly name = 'UploadMismatchError';
}
