import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { Clock } from '../shared/clock.ts';
import { isLate } from './approval.ts';
import { deliver } from './deliver.ts';
import type { ApprovalStore, Executions } from './ports.ts';
import { close } from './close.ts';
import { expire, type SettleDependencies } from './settle.ts';
import { warningLine } from './trace.ts';

export interface WatchDependencies extends SettleDependencies {
  readonly store: Pick<ApprovalStore, 'open' | 'read' | 'settle' | 'tokens' | 'told' | 'warn'>;
  readonly executions: Executions;
  readonly clock: Clock;
  readonly warnBeforeMs: number;
}

const WORK = ['told', 'undelivered', 'expired', 'closed', 'warned', 'waiting', 'failed'] as const;

type Work = (typeof WORK)[number];

export type Watched = Readonly<Record<Work, number>>;

/**
 * Looks at every approval that is not done with: sends again what the machine has not taken, ends what nobody has
 * decided or waits for, announces that end before. One that fails does not keep the others.
 */
export async function watchApprovals(deps: WatchDependencies): Promise<Watched> {
  const open = await deps.store.open();
  const work = await Promise.all(open.map(({ approval_id }) => look(deps, approval_id)));
  const counts = WORK.map((kind) => [kind, work.filter((done) => done === kind).length]);
  return Object.fromEntries(counts) as Watched;
}

async function look(deps: WatchDependencies, id: string): Promise<Work> {
  try {
    const approval = await deps.store.read(id);
    if (!approval) return 'failed';
    if (approval.status !== 'pending') return await sendAgain(deps, approval);
    // Stopped while it asked: whoever ended it did not find this approval yet.
    if (await deps.executions.hasEnded(approval.execution_id))
      return (await close(deps, id, 'its execution has ended')) ? 'closed' : 'waiting';
    const now = deps.clock.now();
    if (isLate(approval, now)) {
      await expire(deps, approval, now);
      return 'expired';
    }
    return await warnBefore(deps, approval, now);
  } catch (error) {
    deps.onUndelivered(error);
    return 'failed';
  }
}

async function sendAgain(deps: WatchDependencies, approval: ApprovalItem): Promise<Work> {
  try {
    await deliver(deps, approval);
    return 'told';
  } catch (error) {
    deps.onUndelivered(error);
    return 'undelivered';
  }
}

async function warnBefore(deps: WatchDependencies, approval: ApprovalItem, now: number): Promise<Work> {
  const isTime = now >= approval.expires_at - deps.warnBeforeMs;
  if (!isTime || approval.warned_at !== undefined) return 'waiting';
  return (await deps.store.warn(approval, now, warningLine(approval, now))) ? 'warned' : 'waiting';
}
