import type { Clock } from '../shared/clock.ts';
import type { ApprovalStore } from './ports.ts';
import { settle, type SettleDependencies } from './settle.ts';

export interface CloseDependencies extends SettleDependencies {
  readonly store: Pick<ApprovalStore, 'open' | 'read' | 'settle' | 'tokens' | 'told'>;
  readonly clock: Clock;
}

/**
 * Ends what an execution that is over still asks, so that nobody decides it in vain. Repeatable.
 * @param why as people read it: "its execution was stopped"
 * @returns how many were pending
 */
export async function closeForExecution(
  deps: CloseDependencies,
  executionId: string,
  why: string,
): Promise<number> {
  const own = (await deps.store.open()).filter(({ execution_id }) => execution_id === executionId);
  const closed = await Promise.all(own.map(({ approval_id }) => close(deps, approval_id, why)));
  return closed.filter(Boolean).length;
}

/** False for one that is not pending. */
export async function close(deps: CloseDependencies, id: string, comment: string): Promise<boolean> {
  const approval = await deps.store.read(id);
  if (approval?.status !== 'pending') return false;
  const decided_at = deps.clock.now();
  const { isOurs } = await settle(deps, approval, {
    status: 'expired',
    decided_at,
    callback: 'none',
    comment,
  });
  return isOurs;
}
