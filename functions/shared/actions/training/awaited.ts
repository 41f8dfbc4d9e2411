import type { StepContext } from '../../../../lib/runbooks/action.ts';
import { NotYetError } from '../../../../lib/runbooks/step-errors.ts';
import type { RunItem } from '../../../../lib/contracts/run-item.ts';
import type { Progress } from '../../../../lib/training/recovery/progress.ts';

/**
 * The run, once the trainer has done what it was told.
 * @throws NotYetError until then: the state machine comes again; past the deadline, what `tooLate` makes of the silence
 */
export function awaited(
  progress: Progress,
  { clock, deadline }: StepContext,
  { what, tooLate }: { readonly what: string; readonly tooLate: (silentSeconds: number) => Error },
): RunItem {
  if (progress.kind === 'done') return progress.run;
  const now = clock.now();
  if (now < deadline) throw new NotYetError(what);
  throw tooLate(Math.round((now - progress.since) / 1_000));
}
