import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { readRun } from '../../../../lib/training/change-run.ts';
import { restoreProgress } from '../../../../lib/training/recovery/restored.ts';
import { AcknowledgementTimeoutError } from '../../../../lib/training/recovery/trainer-errors.ts';
import { awaited } from './awaited.ts';
import type { TrainingActionDependencies } from './dependencies.ts';

/** Waits until the trainer's global step is the one that it was sent back to. */
export function awaitRollback(deps: TrainingActionDependencies): BoundAction {
  return action('training.await_rollback', {
    plan: (_context, { run_id, step }) =>
      Promise.resolve({
        summary: `Would wait until the trainer of ${run_id} says that it is at step ${step}`,
        facts: { run_id, step },
        output: { step },
      }),
    apply: async (context, { run_id, ...began }) => {
      const { step } = began;
      awaited(restoreProgress(await readRun(deps.store, run_id), began), context, {
        what: `the trainer of ${run_id} has not gone back`,
        tooLate: (seconds) => new AcknowledgementTimeoutError(run_id, `go back to step ${step}`, seconds),
      });
      return { text: `The trainer of ${run_id} is at step ${step}`, output: { step } };
    },
  });
}
