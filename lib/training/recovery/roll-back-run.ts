import type { CheckpointId } from '../../contracts/lineage.ts';
import type { RunItem } from '../../contracts/run-item.ts';
import { NoRollbackTargetError, TargetLostError } from '../errors.ts';
import { rollBackTo, type RollbackDependencies } from '../manual-rollback.ts';
import type { CheckpointSeen, RecoveryCheckpoints } from '../ports.ts';
import { CheckpointGoneError, CheckpointUnreadableError } from './checkpoint-errors.ts';
import { TakenOverError } from './taken-over-error.ts';

/** A checkpoint, by its name and its bytes. */
export interface ExactCheckpoint extends CheckpointId {
  readonly sha256: string;
}

export interface RollbackOrder {
  readonly target: ExactCheckpoint;
  readonly by: string;
  readonly reason: string;
  readonly effectId: string;
}

/**
 * The checkpoint that a run would go back to, its bytes looked for.
 * @throws CheckpointGoneError, CheckpointUnreadableError; TakenOverError of a run that has to be paused and is not
 */
export async function rollbackTarget(
  { recovery }: { readonly recovery: RecoveryCheckpoints },
  run: RunItem,
  { hasToBePaused, ...target }: ExactCheckpoint & { readonly hasToBePaused: boolean },
): Promise<CheckpointSeen> {
  if (hasToBePaused) refuseUnlessPaused(run);
  const found = await recovery.find(run, target).catch((error: unknown) => refuse(run.run_id, target, error));
  if (found?.sha256 !== target.sha256) throw new CheckpointGoneError(run.run_id, target);
  return found;
}

/**
 * Sends a paused run back to that very checkpoint. Repeatable.
 * @throws CheckpointGoneError, CheckpointUnreadableError, TakenOverError
 */
export async function rollBackRun(
  deps: RollbackDependencies,
  runId: string,
  { target, ...order }: RollbackOrder,
): Promise<RunItem> {
  const to = { kind: 'exact', ...target } as const;
  try {
    return await rollBackTo(deps, runId, { ...order, to, guard: refuseUnlessPaused });
  } catch (error) {
    return refuse(runId, target, error);
  }
}

/** The attempt that this effect has begun, if it has. */
export function rolledBackBy({ lineage }: RunItem, effectId: string): CheckpointId | undefined {
  const began = lineage.find(({ directive_id }) => directive_id === effectId);
  return began && { attempt: began.attempt, step: began.step };
}

function refuseUnlessPaused({ run_id, status, directive }: RunItem): void {
  if (status !== 'paused') throw new TakenOverError(run_id, `is ${status} by an order of ${directive.by}`);
}

function refuse(runId: string, target: CheckpointId, error: unknown): never {
  if (error instanceof TargetLostError) throw new CheckpointUnreadableError(runId, error);
  if (error instanceof NoRollbackTargetError) throw new CheckpointGoneError(runId, target);
  throw error;
}
