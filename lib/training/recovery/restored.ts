import type { RunItem } from '../../contracts/run-item.ts';
import { waitingSince, type Progress } from './progress.ts';
import { TakenOverError } from './taken-over-error.ts';
import { RestoreMismatchError } from './trainer-errors.ts';

const ENDING = ['stopping', 'stopped', 'finished'];

/**
 * Whether the trainer is back at the step that attempt `attempt` began at. Its word counts only with that global step,
 * which is judged when it comes.
 * @throws RestoreMismatchError, TakenOverError
 */
export function restoreProgress(
  run: RunItem,
  { attempt, step }: { readonly attempt: number; readonly step: number },
): Progress {
  const { directive, run_id: runId } = run;
  const began = run.lineage.at(-1);
  if (run.attempt !== attempt || began?.step !== step)
    throw new TakenOverError(
      runId,
      `was sent to step ${began?.step ?? 0} by ${began?.by ?? 'nobody'} meanwhile`,
    );
  if (ENDING.includes(run.status)) throw new TakenOverError(runId, `was told to stop by ${directive.by}`);
  if (directive.action !== 'rollback') return { kind: 'done', run };
  const { acknowledged } = directive;
  if (!acknowledged) return waitingSince(run);
  const detail = acknowledged.detail ?? `it failed at step ${acknowledged.global_step}`;
  throw new RestoreMismatchError(runId, step, detail);
}
