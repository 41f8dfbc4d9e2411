import type { AuditLine, Decision } from '../contracts/approval-audit.ts';
import type { ApprovalItem, DecisionWay } from '../contracts/approval-item.ts';
import type { Clock } from '../shared/clock.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import { isLate } from './approval.ts';
import { DecisionRefusedError } from './decision-refused-error.ts';
import { ApprovalNotFoundError } from './not-found-error.ts';
import type { ApprovalStore, People, WaitingTasks } from './ports.ts';
import {
  AlreadyDecidedError,
  ApprovalOverError,
  NotAnApproverError,
  OtherPlanError,
  OwnRequestError,
} from './refusals.ts';
import { expire, settle, type SettleDependencies } from './settle.ts';

export interface DecideDependencies extends SettleDependencies {
  readonly store: Pick<ApprovalStore, 'read' | 'settle' | 'tokens' | 'told' | 'audit'>;
  readonly tasks: WaitingTasks;
  readonly people: People;
  readonly clock: Clock;
}

export interface Verdict {
  readonly approvalId: string;
  readonly decision: Decision;
  /** Of the plan that was read. */
  readonly planHash: string;
  readonly comment?: string;
  readonly actor: string;
  readonly via: DecisionWay;
  /** `iam`: that the actor may decide has been checked before this. `pool`: his groups are asked for now. */
  readonly authority: 'iam' | 'pool';
}

const STATUS = { approve: 'approved', reject: 'rejected' } as const;
const APPROVER = 'approver';

/**
 * Decides a pending approval, once: of many at a time one wins, and the others are told who did. The same decision again
 * changes nothing. Whatever is refused is on record, too.
 * @throws ApprovalNotFoundError, DecisionRefusedError, StoreUnavailableError, StoreDeniedError
 */
export async function decide(deps: DecideDependencies, verdict: Verdict): Promise<ApprovalItem> {
  const refusal = await refusalOfRole(deps.people, verdict);
  const approval = await deps.store.read(verdict.approvalId);
  if (!approval) throw refusal ?? new ApprovalNotFoundError(verdict.approvalId);
  try {
    if (refusal) throw refusal;
    if (approval.requested_by === verdict.actor) throw new OwnRequestError(verdict.actor);
    return await decideOn(deps, approval, verdict);
  } catch (error) {
    if (error instanceof DecisionRefusedError)
      await deps.store.audit(approval.approval_id, refusalOf(error, verdict, deps.clock.now()));
    throw error;
  }
}

/** What a token says of groups was true when it was issued; what the pool says is true now. */
async function refusalOfRole(
  people: People,
  { actor, authority }: Verdict,
): Promise<NotAnApproverError | undefined> {
  if (authority === 'iam') return undefined;
  const groups = await people.groupsOf(actor);
  return groups?.includes(APPROVER) === true ? undefined : new NotAnApproverError(actor, groups);
}

async function decideOn(
  deps: DecideDependencies,
  approval: ApprovalItem,
  verdict: Verdict,
): Promise<ApprovalItem> {
  if (verdict.planHash !== approval.plan_hash) throw new OtherPlanError(approval, verdict.planHash);
  if (approval.status !== 'pending') return asDecided(approval, verdict);
  const now = deps.clock.now();
  if (isLate(approval, now)) return asDecided(await expire(deps, approval, now), verdict);
  if (!(await isWaitedFor(deps, approval))) {
    // It may be because somebody has just decided it.
    const standing = (await deps.store.read(approval.approval_id)) ?? approval;
    if (standing.status === 'pending') throw new ApprovalOverError('not_waiting', standing);
    return asDecided(standing, verdict);
  }
  const { standing, isOurs } = await settle(deps, approval, {
    status: STATUS[verdict.decision],
    decided_at: now,
    decided_by: verdict.actor,
    decided_via: verdict.via,
    callback: 'due',
    ...(verdict.comment !== undefined && { comment: verdict.comment }),
  });
  return isOurs ? standing : asDecided(standing, verdict);
}

/** @throws AlreadyDecidedError, ApprovalOverError unless it is what was wanted */
function asDecided(approval: ApprovalItem, { decision }: Verdict): ApprovalItem {
  if (approval.status === STATUS[decision]) return approval;
  if (approval.status === 'expired') throw new ApprovalOverError('expired', approval);
  throw new AlreadyDecidedError(approval);
}

/**
 * An execution that was stopped tells its approval a moment later; until then, the answer is here. Step Functions out of
 * reach is no reason to keep people from deciding.
 */
async function isWaitedFor(
  { store, tasks, onUndelivered }: DecideDependencies,
  { approval_id }: ApprovalItem,
): Promise<boolean> {
  const tokens = await store.tokens(approval_id);
  try {
    return (await Promise.all(tokens.map((token) => tasks.isWaiting(token)))).includes(true);
  } catch (error) {
    onUndelivered(error);
    return true;
  }
}

/** One line a minute for the same refusal: who tries again and again fills no table. */
function refusalOf(
  { reason }: DecisionRefusedError,
  { approvalId, actor, via, decision, comment }: Verdict,
  now: number,
): AuditLine {
  const minute = now - (now % 60_000);
  return {
    id: derivedUlid(minute, approvalId, actor, via, decision, reason),
    at: now,
    actor,
    via,
    outcome: 'refused',
    decision,
    reason,
    ...(comment !== undefined && { comment }),
  };
}
