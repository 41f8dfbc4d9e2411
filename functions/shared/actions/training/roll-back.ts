import { action, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { readRun } from '../../../../lib/training/change-run.ts';
import { planRollback } from '../../../../lib/training/recovery/plan-rollback.ts';
import {
  rollBackRun,
  rollbackTarget,
  rolledBackBy,
} from '../../../../lib/training/recovery/roll-back-run.ts';
import { fenced, orderOf } from '../by.ts';
import type { TrainingActionDependencies } from './dependencies.ts';

/** Sends a paused run back to that very checkpoint. It stays paused. */
export function rollBack(deps: TrainingActionDependencies): BoundAction {
  return action('training.roll_back', {
    plan: async ({ clock, execution }, { run_id, ...target }) => {
      const run = await readRun(deps.store, run_id);
      // A dry run has paused nothing.
      const hasToBePaused = execution.mode === 'live';
      return planRollback(run, await rollbackTarget(deps, run, { ...target, hasToBePaused }), clock.now());
    },
    apply: async (context, { run_id, ...target }, effectId) => {
      const order = { ...orderOf(context), target, effectId };
      const run = await rollBackRun(fenced(deps, context), run_id, order);
      const { attempt, step } = rolledBackBy(run, effectId) ?? { attempt: run.attempt, step: target.step };
      return {
        text: `${run_id} was told to go back to step ${step}, where attempt ${attempt} begins`,
        output: { attempt, step },
      };
    },
    isApplied: async (_context, { run_id }, effectId) =>
      rolledBackBy(await readRun(deps.store, run_id), effectId) !== undefined,
  });
}
