import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { readRun } from '../../../../lib/training/change-run.ts';
import { pauseRun } from '../../../../lib/training/recovery/pause-run.ts';
import { AcknowledgementTimeoutError } from '../../../../lib/training/recovery/trainer-errors.ts';
import { awaited } from './awaited.ts';
import { fenced, orderOf } from '../by.ts';
import type { TrainingActionDependencies } from './dependencies.ts';

/** Pauses the run, and waits for the trainer's word. */
export function pause(deps: TrainingActionDependencies): BoundAction {
  return action('training.pause', {
    plan: async (_context, { run_id }) => {
      const { status, attempt, last_step = 0 } = await readRun(deps.store, run_id);
      const summary =
        status === 'paused' ? `${run_id} is paused already` : `Would pause ${run_id}, which is ${status}`;
      return { summary, facts: { run_id }, output: { step: last_step, attempt } };
    },
    apply: async (context, { run_id }, effectId) => {
      const calledAt = Date.parse(context.execution.trigger.at);
      const order = { ...orderOf(context), effectId, calledAt };
      const run = awaited(await pauseRun(fenced(deps, context), run_id, order), context, {
        what: `the trainer of ${run_id} has not paused`,
        tooLate: (seconds) => new AcknowledgementTimeoutError(run_id, 'pause', seconds),
      });
      const step = run.directive.acknowledged?.global_step ?? run.last_step ?? 0;
      return { text: `${run_id} is paused at step ${step}`, output: { step, attempt: run.attempt } };
    },
  });
}
