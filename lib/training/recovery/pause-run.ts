import type { RunItem } from '../../contracts/run-item.ts';
import { changeRun } from '../change-run.ts';
import { issue, isOver } from '../directives.ts';
import type { ControlDependencies } from '../run-control.ts';
import { RunEndedError } from '../run-state-errors.ts';
import { TakenOverError } from './taken-over-error.ts';
import { TrainerFailedError } from './trainer-errors.ts';
import { waitingSince, type Progress } from './progress.ts';

export interface PauseOrder {
  readonly by: string;
  readonly reason: string;
  readonly effectId: string;
  /** When the runbook was called for: who resumes the run after that knows better. Milliseconds since the epoch. */
  readonly calledAt: number;
}

/**
 * Sees to it that a run is paused, and says whether its trainer is at rest. Repeatable; paused already is as good.
 * @throws TakenOverError, TrainerFailedError, RunEndedError, DirectiveRefusedError of a run that stops, RunNotFoundError
 */
export async function pauseRun(
  deps: ControlDependencies,
  runId: string,
  { by, reason, effectId, calledAt }: PauseOrder,
): Promise<Progress> {
  const { run } = await changeRun(deps, runId, (before, { at }) => {
    refuseIfResumed(before, calledAt);
    return {
      run: issue(before, { action: 'pause', by, reason }, { id: effectId, at }),
      result: undefined,
    };
  });
  if (run.status === 'paused') return { kind: 'done', run };
  const { acknowledged } = run.directive;
  if (run.directive.action === 'pause' && acknowledged?.status === 'failed')
    throw new TrainerFailedError(runId, 'pause', acknowledged.detail ?? 'it does not say why');
  return waitingSince(run);
}

function refuseIfResumed(run: RunItem, calledAt: number): void {
  if (isOver(run)) throw new RunEndedError(run);
  const isGoing = run.status === 'running' || run.status === 'resuming';
  if (isGoing && run.directive.issued_at > calledAt)
    throw new TakenOverError(run.run_id, `was resumed by ${run.directive.by} meanwhile`);
}
