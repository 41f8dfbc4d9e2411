import { action, looking, type BoundAction } from '../../../../lib/runbooks/action.ts';
import { readRun } from '../../../../lib/training/change-run.ts';
import { figure } from '../../../../lib/training/finding.ts';
import { NoStableCheckpointError } from '../../../../lib/training/recovery/checkpoint-errors.ts';
import type { TrainingActionDependencies } from './dependencies.ts';

/** The newest stable checkpoint from before the runaway. None is an answer: no other takes its place. */
export function findStable({ store, recovery }: TrainingActionDependencies): BoundAction {
  return action(
    'training.find_stable',
    looking(async (_context, { run_id, before_step }) => {
      const found = await recovery.newestStable(await readRun(store, run_id), before_step);
      if (!found) throw new NoStableCheckpointError(run_id, before_step, recovery.stableRule);
      const { attempt, step, sha256, reward, kl } = found;
      return {
        text:
          `Newest stable checkpoint of ${run_id} before step ${before_step}: step ${step}, attempt ${attempt} ` +
          `(reward ${figure(reward)}, KL ${figure(kl)})`,
        output: { attempt, step, sha256 },
      };
    }),
  );
}
