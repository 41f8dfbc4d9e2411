import type { ApprovalAnswer } from '../api/answers.ts';
import { change } from '../api/change.ts';
import type { Action } from './action.ts';

const CHANGES = ['/v1/approvals', '/v1/executions', '/v1/incidents', '/v1/runs'] as const;

/** Bound to the plan that was read: another one is answered with 409. */
export function decideAction(
  approval: Pick<ApprovalAnswer, 'id' | 'plan_hash' | 'step_name' | 'summary'>,
  decision: 'approve' | 'reject',
  /** Steps after this one; undefined while they are not known. */
  following: readonly string[] | undefined,
): Action {
  const { id, plan_hash, step_name, summary } = approval;
  const isYes = decision === 'approve';
  return {
    title: isYes ? `Approve: ${step_name}` : `Reject: ${step_name}`,
    says: isYes
      ? [summary, followingText(following)]
      : ['Nothing of it is done. The runbook ends failed, and its incident says what is left to do.'],
    tone: isYes ? 'go' : 'danger',
    confirm: isYes ? 'Approve' : 'Reject',
    fields: [{ name: 'comment', label: 'Comment' }],
    isCreation: true,
    changes: CHANGES,
    call: ({ comment = '' }) =>
      change({
        route: 'POST /v1/approvals/{id}/decision',
        path: { id },
        body: { decision, plan_hash, ...(comment.trim() !== '' && { comment: comment.trim() }) },
      }),
  };
}

export function followingText(following: readonly string[] | undefined): string {
  if (following === undefined) return 'Then the runbook goes on.';
  return following.length === 0 ? 'It is the last step.' : `Then: ${following.join(', ')}.`;
}
