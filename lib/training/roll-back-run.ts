import type { RunItem } from '../contracts/run-item.ts';
import { encodeState } from './codec.ts';
import type { Stamp } from './directives.ts';
import type { RollbackTarget } from './ports.ts';
import { rollBack } from './rollback.ts';
import { rebase } from './training-state.ts';
import { stateOf, type WindowsReader } from './windows.ts';

interface Way {
  readonly target: RollbackTarget;
  readonly by: string;
  readonly reason: string;
  /** Given when nobody was asked. */
  readonly maxAutomatic?: number;
}

/**
 * The run as it is once it goes back to a checkpoint: a new attempt, with the windows and sums that were saved there and
 * the detectors begun anew. To be written under the condition that the checkpoint still stands.
 * @throws DirectiveRefusedError, RollbackLimitError
 */
export function backTo(
  run: RunItem,
  { target, ...way }: Way,
  { deps, stamp }: { readonly deps: WindowsReader; readonly stamp: Stamp },
): RunItem {
  const { attempt, step, sha256, snapshot, sums } = target;
  const state = rebase(stateOf({ run_id: run.run_id, windows: snapshot, last_step: step, sums }, deps), step);
  const rolledBack = rollBack(run, { ...way, target: { attempt, step, sha256 } }, stamp);
  return {
    ...rolledBack,
    lineage: rolledBack.lineage.with(-1, {
      ...{ attempt: rolledBack.attempt, step, target_attempt: attempt },
      ...{ at: stamp.at, by: way.by, reason: way.reason },
      directive_id: stamp.id,
    }),
    last_step: step,
    sums,
    windows: encodeState(state),
  };
}
