import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { readRun } from '../../../../lib/training/change-run.ts';
import { resumeRun } from '../../../../lib/training/recovery/resume-run.ts';
import { reducedLearningRate } from '../../../../lib/training/run-control.ts';
import { fenced, orderOf } from '../by.ts';
import type { TrainingActionDependencies } from './dependencies.ts';

/** Lets the run go on with a smaller learning rate. */
export function resumeReduced(deps: TrainingActionDependencies): BoundAction {
  return action('training.resume_reduced', {
    plan: async (_context, { run_id, attempt, lr_factor }) => {
      const lr_multiplier = reducedLearningRate(await readRun(deps.store, run_id), lr_factor, deps);
      const summary = `Would let ${run_id} go on with its learning rate times ${lr_multiplier}`;
      return { summary, facts: { run_id, attempt, lr_factor }, output: { lr_multiplier } };
    },
    apply: async (context, { run_id, attempt, lr_factor: factor }, effectId) => {
      const order = { ...orderOf(context), attempt, factor, effectId };
      const { lr_multiplier } = await resumeRun(fenced(deps, context), run_id, order);
      return {
        text: `${run_id} was told to go on with its learning rate times ${lr_multiplier}`,
        output: { lr_multiplier },
      };
    },
  });
}
