import type { ProblemCode } from '../../lib/contracts/problems.ts';
import { StalePreconditionError } from '../../lib/shared/precondition-errors.ts';
import { StoreUnavailableError } from '../../lib/shared/store-errors.ts';
import {
  DownshiftCycleError,
  InvalidFieldError,
  InvalidTimeError,
  InvalidWeightsError,
  UnknownModeError,
} from '../../lib/traffic/errors.ts';
import { ProblemError } from './problem.ts';

type ErrorClass = abstract new (...parameters: never) => Error;

/** Each error a caller can do something about; whatever is not here is a 500. */
const PROBLEM_OF: readonly (readonly [ErrorClass, ProblemCode])[] = [
  [InvalidWeightsError, 'invalid_weights'],
  [UnknownModeError, 'unknown_mode'],
  [DownshiftCycleError, 'downshift_cycle'],
  [InvalidTimeError, 'invalid_time'],
  [StalePreconditionError, 'stale_etag'],
  [StoreUnavailableError, 'unavailable'],
];

/** After this long a throttled or failing table has usually come back. */
const RETRY_AFTER_SECONDS = '2';

export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const code = PROBLEM_OF.find(([type]) => error instanceof type)?.[1];
  if (!code || !(error instanceof Error)) {
    return new ProblemError('internal_error', 'The request could not be answered; it is logged.', {
      cause: error,
    });
  }
  return new ProblemError(code, error.message, {
    cause: error,
    ...(error instanceof InvalidFieldError && {
      errors: [{ pointer: error.pointer, detail: error.message }],
    }),
    ...(code === 'unavailable' && { headers: { 'retry-after': RETRY_AFTER_SECONDS } }),
  });
}
