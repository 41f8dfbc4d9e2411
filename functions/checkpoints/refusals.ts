import { InvalidCheckpointError, SaveRefusedError, UnknownRunError } from '../../lib/checkpoints/errors.ts';
import { NoSuchCheckpointError, CheckpointLostError } from '../../lib/checkpoints/selection-errors.ts';
import {
  CheckpointConflictError,
  UploadIncompleteError,
  UploadMismatchError,
} from '../../lib/checkpoints/upload-errors.ts';
import type { ProblemCode } from '../../lib/contracts/problems.ts';
import type { CheckpointDownloads } from '../../lib/training/ports.ts';
import type { ApiResponse } from '../shared/http.ts';
import { ProblemError } from '../shared/problem.ts';
import { directiveAnswer } from '../shared/runs/directive-answer.ts';

const MISSING = {
  latest: 'no_checkpoint',
  best: 'no_best_checkpoint',
  stable: 'no_stable_checkpoint',
  step: 'checkpoint_not_found',
} as const satisfies Record<string, ProblemCode>;

/** Refusals of checkpoints as problems; one that the run has gone on from comes with the directive that stands. */
export async function withRefusals(
  downloads: CheckpointDownloads,
  work: () => Promise<ApiResponse>,
): Promise<ApiResponse> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SaveRefusedError) {
      const directive = await directiveAnswer(error.run, downloads);
      throw new ProblemError(error.reason, error.message, { members: { directive }, cause: error });
    }
    throw refusalOf(error) ?? error;
  }
}

function refusalOf(error: unknown): ProblemError | undefined {
  if (error instanceof NoSuchCheckpointError) return problem(MISSING[error.missing], error);
  if (error instanceof UnknownRunError) return problem('not_found', error);
  if (error instanceof CheckpointConflictError) return problem('checkpoint_conflict', error);
  if (error instanceof CheckpointLostError) return problem('checkpoint_lost', error);
  if (error instanceof UploadIncompleteError) return problem('upload_incomplete', error);
  if (error instanceof UploadMismatchError) return problem('upload_mismatch', error);
  if (error instanceof InvalidCheckpointError) {
    const errors = [{ pointer: error.pointer, detail: error.message }];
    return new ProblemError('invalid_checkpoint', error.message, { errors, cause: error });
  }
  return undefined;
}

const problem = (code: ProblemCode, cause: Error): ProblemError =>
  new ProblemError(code, cause.message, { cause });
