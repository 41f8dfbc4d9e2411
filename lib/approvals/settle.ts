import type { ApprovalItem } from '../contracts/approval-item.ts';
import { type DeliverDependencies, tryToDeliver } from './deliver.ts';
import type { ApprovalStore } from './ports.ts';
import { settledTrace } from './trace.ts';

export interface SettleDependencies extends DeliverDependencies {
  readonly store: Pick<ApprovalStore, 'settle' | 'tokens' | 'told'>;
  /** A callback that could not be sent, and is sent again by the watch. */
  readonly onUndelivered: (error: unknown) => void;
}

export type Outcome = Required<Pick<ApprovalItem, 'decided_at'>> &
  Pick<ApprovalItem, 'status' | 'decided_by' | 'decided_via' | 'comment' | 'callback'>;

export interface Settled {
  readonly standing: ApprovalItem;
  /** False: somebody was faster. */
  readonly isOurs: boolean;
}

/** Makes an end of a pending approval, tells the machine, if one waits. */
export async function settle(
  deps: SettleDependencies,
  approval: ApprovalItem,
  outcome: Outcome,
): Promise<Settled> {
  const settled: ApprovalItem = { ...approval, ...outcome };
  const standing = await deps.store.settle(settled, settledTrace(settled));
  const isOurs = isSame(standing, settled);
  if (isOurs && settled.callback === 'due') await tryToDeliver(deps, settled);
  return { standing, isOurs };
}

/** Our own write stands, also where its answer was lost. */
function isSame(one: ApprovalItem, other: ApprovalItem): boolean {
  return (
    one.status === other.status && one.decided_at === other.decided_at && one.decided_by === other.decided_by
  );
}

/** Silence means no. */
export async function expire(
  deps: SettleDependencies,
  approval: ApprovalItem,
  now: number,
): Promise<ApprovalItem> {
  const comment = 'nobody decided in time';
  const outcome: Outcome = { status: 'expired', decided_at: now, callback: 'due', comment };
  return (await settle(deps, approval, outcome)).standing;
}
