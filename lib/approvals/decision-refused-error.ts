import type { RefusalReason } from '../contracts/approval-audit.ts';
import { ArtisanError } from '../shared/errors.ts';

/** A decision that was not taken. It is on record as a line of the audit. */
export abstract class DecisionRefusedError extends ArtisanError {
  abstract readonly reason: RefusalReason;
}
