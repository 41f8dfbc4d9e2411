import type { RunItem } from '../../contracts/run-item.ts';
import { resumeReduced, type ControlDependencies } from '../run-control.ts';
import { waitingSince, type Progress } from './progress.ts';
import { TakenOverError } from './taken-over-error.ts';

export interface ResumeOrder {
  /** The one that the rollback began: another means that somebody has gone on with the run. */
  readonly attempt: number;
  /** What the learning rate is multiplied by. */
  readonly factor: number;
  readonly by: string;
  readonly reason: string;
  readonly effectId: string;
}

/**
 * Lets a restored run go on, learning more slowly. Repeatable.
 * @throws TakenOverError when it goes on already, or is in another attempt
 */
export async function resumeRun(
  deps: ControlDependencies,
  runId: string,
  { attempt, ...order }: ResumeOrder,
): Promise<RunItem> {
  const guard = (run: RunItem) => {
    refuseOtherAttempt(run, attempt);
    if (run.status !== 'paused' && run.status !== 'pausing')
      throw new TakenOverError(
        runId,
        `is ${run.status} by an order of ${run.directive.by}, its learning rate as it was`,
      );
  };
  return resumeReduced(deps, runId, { ...order, guard });
}

/**
 * Whether metrics have come since. A run that has been paused again after them has been resumed.
 * @throws TakenOverError
 */
export function resumeProgress(run: RunItem, attempt: number): Progress {
  refuseOtherAttempt(run, attempt);
  if (run.status === 'resuming') return waitingSince(run);
  const began = run.lineage.at(-1)?.at ?? run.created_at;
  if (run.status === 'running' || (run.metrics_at ?? 0) > began) return { kind: 'done', run };
  throw new TakenOverError(
    run.run_id,
    `is ${run.status} by an order of ${run.directive.by}, before any metrics came`,
  );
}

function refuseOtherAttempt(run: RunItem, attempt: number): void {
  if (run.attempt === attempt) return;
  const began = run.lineage.at(-1);
  throw new TakenOverError(
    run.run_id,
    `was sent to step ${began?.step ?? 0} by ${began?.by ?? 'nobody'} meanwhile, in attempt ${run.attempt}`,
  );
}
