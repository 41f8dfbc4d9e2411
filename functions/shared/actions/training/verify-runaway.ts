import { action, looking, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { readRun } from '../../../../lib/training/change-run.ts';
import { verifyRunaway as verify } from '../../../../lib/training/recovery/verify-runaway.ts';
import type { TrainingActionDependencies } from './dependencies.ts';

/** Whether the run has run away, by its mark or its windows. */
export function verifyRunaway(deps: TrainingActionDependencies): BoundAction {
  return action(
    'training.verify_runaway',
    looking(async (_context, { run_id }) => {
      const { isRunaway: met, ...seen } = verify(await readRun(deps.store, run_id), deps);
      return {
        text: `${run_id} ${met ? 'has run away' : 'has not run away'}: ${seen.detail}`,
        output: { met, ...seen },
      };
    }),
  );
}
