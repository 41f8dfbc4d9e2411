import type { RunItem } from '../contracts/run-item.ts';
import { changeRun } from './change-run.ts';
import { NoRollbackTargetError } from './errors.ts';
import type { RollbackChoice, RollbackTargets, RunPublisher } from './ports.ts';
import { backTo } from './roll-back-run.ts';
import type { ControlDependencies } from './run-control.ts';

export type RollbackDependencies = ControlDependencies & {
  readonly targets: RollbackTargets;
  readonly publish: RunPublisher;
};

export interface RollbackRequest {
  readonly to: RollbackChoice;
  readonly by: string;
  readonly reason: string;
  /** A repetition under the same id finds the rollback that it made, and makes no other. */
  readonly effectId?: string;
  /** Looks at the run that stands, in the same write; throws when it should not go back now. */
  readonly guard?: (run: RunItem) => void;
}

/**
 * Goes back to a checkpoint because a person or a runbook says so: not counted against max_rollbacks, and the status
 * stays as it is. One write, under the condition that the checkpoint still stands.
 * @throws NoRollbackTargetError, DirectiveRefusedError when the run ends, RunNotFoundError, StoreError
 */
export async function rollBackTo(
  deps: RollbackDependencies,
  runId: string,
  { to, by, reason, effectId, guard }: RollbackRequest,
): Promise<RunItem> {
  const { run, result } = await changeRun(deps, runId, async (before, { id, at }) => {
    const { attempt, lineage } = before;
    const isDone = effectId !== undefined && lineage.some(({ directive_id }) => directive_id === effectId);
    if (isDone) return { run: before, result: 'done before' };
    guard?.(before);
    const stamp = { id: effectId ?? id, at };
    const target = await deps.targets.resolve({ runId, attempt, lineage }, to);
    if (!target) throw new NoRollbackTargetError(to.kind === 'step' ? `step ${to.step}` : to.kind);
    const run = backTo(before, { target, by, reason }, { deps, stamp });
    return { run, requires: target.recordKey, result: 'done' };
  });
  if (result === 'done') deps.publish({ kind: 'rollback' });
  return run;
}
