import type { RefusalReason } from '../contracts/approval-audit.ts';
import type { ApprovalItem } from '../contracts/approval-item.ts';
import { DecisionRefusedError } from './decision-refused-error.ts';

export class NotAnApproverError extends DecisionRefusedError {
  override readonly name = 'NotAnApproverError';
  readonly reason: RefusalReason;

  /** @param groups that the user pool has for him now; undefined when it does not know him */
  constructor(actor: string, groups: readonly string[] | undefined) {
    super(
      groups
        ? `${actor} is not an approver: the user pool has ${groups.join(', ') || 'no group'} for them now`
        : `${actor} is not, or not any more, in the user pool`,
    );
    this.reason = groups ? 'not_an_approver' : 'not_in_pool';
  }
}

export class OwnRequestError extends DecisionRefusedError {
  override readonly name = 'OwnRequestError';
  readonly reason = 'own_request';

  constructor(actor: string) {
    super(`${actor} started the execution by hand: somebody else has to decide. It can be stopped instead`);
  }
}

/** What was read is not what would be done. */
export class OtherPlanError extends DecisionRefusedError {
  override readonly name = 'OtherPlanError';
  readonly reason = 'plan_changed';

  constructor(approval: ApprovalItem, received: string) {
    super(`The plan is ${approval.plan_hash}, the decision was on ${received}: read the approval again`);
  }
}

export class AlreadyDecidedError extends DecisionRefusedError {
  override readonly name = 'AlreadyDecidedError';
  readonly reason = 'already_decided';
  readonly approval: ApprovalItem;

  constructor(approval: ApprovalItem) {
    super(`It was ${approval.status} by ${approval.decided_by ?? 'unknown'} at ${timeOf(approval)}`);
    this.approval = approval;
  }
}

/** Too late: nobody waits for it any more. */
export class ApprovalOverError extends DecisionRefusedError {
  override readonly name = 'ApprovalOverError';
  readonly reason: RefusalReason;

  constructor(reason: 'expired' | 'not_waiting', approval: ApprovalItem) {
    super(
      reason === 'expired'
        ? `It ended without a decision at ${timeOf(approval)}, which counts as no`
        : 'Its execution does not wait for it any more: it was stopped, or answered by hand',
    );
    this.reason = reason;
  }
}

function timeOf({ decided_at, expires_at }: ApprovalItem): string {
  return new Date(decided_at ?? expires_at).toISOString();
}
