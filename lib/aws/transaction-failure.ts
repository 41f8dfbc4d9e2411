import { TransactionCanceledException, type CancellationReason } from '@aws-sdk/client-dynamodb';
import { StoreUnavailableError } from '../shared/store-errors.ts';

/** Reasons that end by themselves. Source: "Error handling for transaction writing", DynamoDB API Reference. */
const PASSING = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded', 'RequestLimitExceeded']);

export interface Cancellation {
  /** Another transaction held one of the items: whoever reads again finds what it did. */
  readonly isConflict: boolean;
  /** Positions, in the transaction, of the conditions that failed. */
  readonly failed: readonly number[];
  readonly reasons: readonly CancellationReason[];
}

/**
 * Why a transaction was cancelled. Undefined for every other error.
 * @throws StoreUnavailableError when it was for a reason that passes by itself
 */
export function cancellationOf(store: string, error: unknown): Cancellation | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  if (reasons.some(({ Code }) => Code !== undefined && PASSING.has(Code)))
    throw new StoreUnavailableError(store, error);
  return {
    isConflict: reasons.some(({ Code }) => Code === 'TransactionConflict'),
    failed: reasons.flatMap(({ Code }, index) => (Code === 'ConditionalCheckFailed' ? [index] : [])),
    reasons,
  };
}
