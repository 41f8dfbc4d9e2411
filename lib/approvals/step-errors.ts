import { ArtisanError } from '../shared/errors.ts';

/** What a state machine fails with at its approval. Their names stand in the Catch of compiled machines. */
export class ApprovalRejectedError extends ArtisanError {
  override readonly name = 'ApprovalRejectedError';
}

export class ApprovalExpiredError extends ArtisanError {
  override readonly name = 'ApprovalExpiredError';
}

/** Nobody has decided on what the machine would do now: it plans and asks again. */
export class ApprovalNotCountedError extends ArtisanError {
  override readonly name = 'ApprovalNotCountedError';
}
