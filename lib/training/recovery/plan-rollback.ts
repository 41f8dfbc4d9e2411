import type { RunItem } from '../../contracts/run-item.ts';
import type { StepPlan } from '../../contracts/runbook-step.ts';
import type { CheckpointSeen } from '../ports.ts';
import { spell } from './words.ts';

/** What a rollback would do, for the person who is asked. The summary changes by the minute, the facts do not. */
export function planRollback(run: RunItem, target: CheckpointSeen, now: number): StepPlan {
  const { run_id, attempt, last_step: fromStep = 0 } = run;
  const lost = Math.max(0, fromStep - target.step);
  const summary =
    `This will roll back training to step ${target.step} (${spell(Math.max(0, now - target.savedAt))} ago). ` +
    `Current step ${fromStep}. Progress lost: ${lost} steps${timeLost(run, target)}`;
  return {
    summary,
    facts: {
      run_id,
      attempt,
      from_step: fromStep,
      target_step: target.step,
      target_attempt: target.attempt,
      sha256: target.sha256,
    },
    protects: [{ kind: 'checkpoint', run_id, attempt: target.attempt, step: target.step }],
    output: { attempt: attempt + 1, step: target.step },
  };
}

/** From when it was saved until metrics last came. Of an older attempt's one that says nothing: others lie between. */
function timeLost(
  { attempt, metrics_at = 0 }: RunItem,
  { attempt: savedBy, savedAt }: CheckpointSeen,
): string {
  const lost = metrics_at - savedAt;
  return savedBy === attempt && lost >= 1_000 ? ` (~${spell(lost)} of training)` : '';
}
