import { UnknownModelError } from '../../lib/breakers/errors.ts';
import type { UnrecoveredAnswer } from '../../lib/contracts/answers/breakers.ts';
import type { ProblemCode } from '../../lib/contracts/problems.ts';
import { IdempotencyKeyReusedError, RequestInProgressError } from '../../lib/idempotency/errors.ts';
import { IncidentNotFoundError, IncidentResolvedError } from '../../lib/incidents/errors.ts';
import {
  BlockedError,
  ExecutionEndedError,
  RunbookInputError,
  UnknownExecutionError,
  UnknownRunbookError,
} from '../../lib/runbooks/errors.ts';
import { StalePreconditionError } from '../../lib/shared/precondition-errors.ts';
import { NotRecoveredError, type Unrecovered } from '../../lib/shared/recovery.ts';
import { StoreUnavailableError } from '../../lib/shared/store-errors.ts';
import {
  DownshiftCycleError,
  InvalidFieldError,
  InvalidTimeError,
  InvalidWeightsError,
  UnknownModeError,
} from '../../lib/traffic/errors.ts';
import { DirectiveRefusedError } from '../../lib/training/directive-errors.ts';
import { NoRollbackTargetError, RunNotFoundError, TargetLostError } from '../../lib/training/errors.ts';
import { StepBeyondRunError, UnknownAttemptError } from '../../lib/training/run-state-errors.ts';
import { QueueFullError } from '../../lib/traffic/queue-full-error.ts';
import { ProblemError } from './problem.ts';

type ErrorClass = abstract new (...parameters: never) => Error;

/** Each error a caller can do something about; whatever is not here is a 500. */
const PROBLEM_OF: readonly (readonly [ErrorClass, ProblemCode])[] = [
  [InvalidWeightsError, 'invalid_weights'],
  [UnknownModeError, 'unknown_mode'],
  [DownshiftCycleError, 'downshift_cycle'],
  [InvalidTimeError, 'invalid_time'],
  [UnknownModelError, 'not_found'],
  [StalePreconditionError, 'stale_etag'],
  [NotRecoveredError, 'not_recovered'],
  [RequestInProgressError, 'request_in_progress'],
  [IdempotencyKeyReusedError, 'idempotency_key_reused'],
  [RunNotFoundError, 'not_found'],
  [UnknownAttemptError, 'unknown_attempt'],
  [StepBeyondRunError, 'step_beyond_run'],
  [DirectiveRefusedError, 'directive_refused'],
  [NoRollbackTargetError, 'no_rollback_target'],
  [TargetLostError, 'checkpoint_lost'],
  [IncidentNotFoundError, 'not_found'],
  [IncidentResolvedError, 'incident_resolved'],
  [UnknownRunbookError, 'not_found'],
  [UnknownExecutionError, 'not_found'],
  [RunbookInputError, 'invalid_input'],
  [ExecutionEndedError, 'execution_ended'],
  [BlockedError, 'blocked'],
  [QueueFullError, 'queue_full'],
  [StoreUnavailableError, 'unavailable'],
];

const RETRY_AFTER_SECONDS: Partial<Record<ProblemCode, string>> = {
  /** After this long a throttled or failing table has usually come back. */
  unavailable: '2',
  /** By then some of a hundred requests have ended. */
  queue_full: '1',
  /** Most requests take less; the longest, or the lease of one that died, a few tries. */
  request_in_progress: '1',
};

export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const code = PROBLEM_OF.find(([type]) => error instanceof type)?.[1];
  if (!code || !(error instanceof Error)) {
    return new ProblemError('internal_error', 'The request could not be answered; it is logged.', {
      cause: error,
    });
  }
  const retryAfter = RETRY_AFTER_SECONDS[code];
  return new ProblemError(code, error.message, {
    cause: error,
    ...(error instanceof InvalidFieldError && {
      errors: [{ pointer: error.pointer, detail: error.message }],
    }),
    ...(error instanceof BlockedError && { members: { reason: error.reason } }),
    ...(error instanceof NotRecoveredError && { members: { missing: error.missing.map(toMissing) } }),
    ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
  });
}

function toMissing({ model, healthyChecks, needed, detail }: Unrecovered): UnrecoveredAnswer {
  return { model, healthy_checks: healthyChecks, needed, detail };
}
