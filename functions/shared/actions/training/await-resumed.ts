import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { readRun } from '../../../../lib/training/change-run.ts';
import { resumeProgress } from '../../../../lib/training/recovery/resume-run.ts';
import { NotResumedError } from '../../../../lib/training/recovery/trainer-errors.ts';
import { awaited } from './awaited.ts';
import type { TrainingActionDependencies } from './dependencies.ts';

/** Waits for the first metrics of the attempt that the rollback began. */
export function awaitResumed(deps: TrainingActionDependencies): BoundAction {
  return action('training.await_resumed', {
    plan: (_context, { run_id, attempt }) =>
      Promise.resolve({
        summary: `Would wait for metrics of ${run_id}`,
        facts: { run_id, attempt },
        output: { step: 0 },
      }),
    apply: async (context, { run_id, attempt }) => {
      const progress = resumeProgress(await readRun(deps.store, run_id), attempt);
      const { last_step = 0, status } = awaited(progress, context, {
        what: `${run_id} has sent no metrics`,
        tooLate: (seconds) => new NotResumedError(run_id, seconds),
      });
      const since = status === 'running' ? '' : `, and is ${status} again since`;
      return {
        text: `${run_id} trains again: attempt ${attempt} is at step ${last_step}${since}`,
        output: { step: last_step },
      };
    },
  });
}
