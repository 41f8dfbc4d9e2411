import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { CONDITION_FAILED } from '../engine/capture.ts';

/** How one item of a transaction went. */
export type Attempt<Result> =
  { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly error: AwsError };

/** Only what AWS reports as a reason for cancelling is caught; a missing table refuses the request as a whole. */
export function attempt<Result>(work: () => Result): Attempt<Result> {
  try {
    return { ok: true, result: work() };
  } catch (error) {
    if (!(error instanceof AwsError) || !(error.code in REASONS)) throw error;
    return { ok: false, error };
  }
}

/** Every result, or TransactionCanceledException with a reason for each item in its place. */
export function allOrCancelled<Result>(attempts: readonly Attempt<Result>[]): Result[] {
  if (attempts.some(({ ok }) => !ok)) throw cancelled(attempts);
  return attempts.flatMap((each) => (each.ok ? [each.result] : []));
}

/** Amazon DynamoDB API Reference, "TransactWriteItems", cancellation reasons. */
const REASONS: Readonly<Record<string, string>> = {
  [CONDITION_FAILED]: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
};

function cancelled(attempts: readonly Attempt<unknown>[]): AwsError {
  const reasons = attempts.map((each) =>
    each.ok
      ? { Code: 'None' }
      : { Code: REASONS[each.error.code], Message: each.error.message, ...each.error.fields },
  );
  const codes = reasons.map(({ Code: code }) => code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: reasons } },
  );
}
