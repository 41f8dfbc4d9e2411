import type { CheckpointDownloads } from '../../../lib/training/ports.ts';
import { OlderAttemptError, RunStateError } from '../../../lib/training/run-state-errors.ts';
import type { ApiResponse } from '../http.ts';
import { ProblemError } from '../problem.ts';
import { directiveAnswer } from './directive-answer.ts';

/** Answers a trainer whose run has moved on with the directive that stands: it says what to do instead. */
export async function withDirective(
  downloads: CheckpointDownloads,
  work: () => Promise<ApiResponse>,
): Promise<ApiResponse> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RunStateError)) throw error;
    const code = error instanceof OlderAttemptError ? 'older_attempt' : 'run_ended';
    const directive = await directiveAnswer(error.run, downloads);
    throw new ProblemError(code, error.message, { members: { directive }, cause: error });
  }
}
