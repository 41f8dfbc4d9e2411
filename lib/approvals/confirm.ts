import type { Closing, Confirmation } from '../contracts/approval-gate.ts';
import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { Clock } from '../shared/clock.ts';
import { approvalIdOf, isLate, type Question } from './approval.ts';
import type { ApprovalStore } from './ports.ts';
import { expire, settle, type SettleDependencies } from './settle.ts';
import { UNKNOWN } from './trace.ts';
import { ApprovalExpiredError, ApprovalNotCountedError, ApprovalRejectedError } from './step-errors.ts';

export interface ConfirmDependencies extends SettleDependencies {
  readonly store: Pick<ApprovalStore, 'read' | 'settle' | 'tokens' | 'told'>;
  readonly clock: Clock;
  /** Whether an answer that was sent to Step Functions by hand is a decision. */
  readonly acceptsRawCallbacks: boolean;
}

/**
 * Whether a machine that has waited may go on: the record says, never what woke the machine. Whoever has the right to
 * answer tasks has not thereby the right to approve.
 * @throws ApprovalRejectedError, ApprovalExpiredError
 * @throws ApprovalNotCountedError when nobody has decided on this plan: ask again
 */
export async function confirm(
  deps: ConfirmDependencies,
  question: Question,
  closing: Closing,
): Promise<Confirmation> {
  const id = approvalIdOf(question);
  const found = await deps.store.read(id);
  if (!found) throw new ApprovalNotCountedError(`The approval ${id} could not be asked for`);
  const approval = found.status === 'pending' ? await wokenEarly(deps, found, closing) : found;
  const confirmation = judge(deps, approval);
  if (approval.plan_hash === question.plan.plan_hash) return confirmation;
  throw new ApprovalNotCountedError(
    `Approval ${id} is of the plan ${approval.plan_hash}, not of ${question.plan.plan_hash}`,
  );
}

/**
 * Names that Step Functions, Lambda and the gate itself give: nobody has answered. (A task that is failed by hand without
 * a name is States.TaskFailed.) Whoever answers by hand with one of these is not counted, either.
 */
const DIED =
  /^(States\.(?!TaskFailed)|Lambda\.|Sandbox\.|Runtime\.|StoreUnavailableError$|StoreDeniedError$)/;

/** The machine does not wait any more, so this approval can't do its work: somebody has answered by hand, or time is up. */
async function wokenEarly(
  deps: ConfirmDependencies,
  approval: ApprovalItem,
  { callback, error = '' }: Closing,
): Promise<ApprovalItem> {
  const now = deps.clock.now();
  if (isLate(approval, now)) return expire(deps, approval, now);
  if (callback === 'failure' && DIED.test(error)) {
    const comment = `its task died of ${error} before anybody answered: it is asked again`;
    const died = { status: 'expired', decided_at: now, callback: 'none', comment } as const;
    return (await settle(deps, approval, died)).standing;
  }
  const isApproval = deps.acceptsRawCallbacks && callback === 'success';
  const { standing } = await settle(deps, approval, {
    status: isApproval ? 'approved' : 'rejected',
    decided_at: now,
    decided_by: UNKNOWN,
    decided_via: 'callback',
    callback: 'none',
    ...(!deps.acceptsRawCallbacks && {
      comment: `answered by hand in Step Functions (${callback}): it does not count`,
    }),
  });
  return standing;
}

function judge(
  { acceptsRawCallbacks }: ConfirmDependencies,
  {
    approval_id,
    status,
    decided_by = UNKNOWN,
    decided_at = 0,
    decided_via,
    expires_at,
    comment,
  }: ApprovalItem,
): Confirmation {
  if (decided_via === 'callback' && !acceptsRawCallbacks)
    throw new ApprovalNotCountedError(
      `The approval ${approval_id} was answered by hand in Step Functions, which does not count`,
    );
  if (status === 'approved') return { approval_id, decided_by };
  const said = comment === undefined ? '' : `: ${comment}`;
  if (status === 'rejected')
    throw new ApprovalRejectedError(`Approval ${approval_id} was rejected by ${decided_by}${said}`);
  if (decided_at < expires_at)
    throw new ApprovalNotCountedError(`Approval ${approval_id} ended before its time${said}`);
  throw new ApprovalExpiredError(`Approval ${approval_id} ended without a decision${said}`);
}
