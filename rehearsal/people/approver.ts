import * as v from 'valibot';
import type { ApiClient, Credential } from '../api-client.ts';
import { ANSWERS, type ApprovalSeen } from '../events/answers.ts';

const TRIES = 10;

export interface ApproverOptions {
  readonly client: Pick<ApiClient, 'call'>;
  /** Anew for each request: tokens live for 15 minutes. */
  readonly approver: () => Promise<Credential>;
  /** What is done when something is asked: it may decide, or leave that to a person. */
  readonly onAsked: (approval: ApprovalSeen) => Promise<unknown>;
  /** Lets some time pass between two looks. */
  readonly pause: () => Promise<unknown>;
  /** There is nothing to wait for any more. */
  readonly isOver: () => boolean;
}

/** Looks for what is asked until it is over. Each approval is attended once, beside the others. */
export async function attendApprovals(options: ApproverOptions): Promise<void> {
  const attended = new Set<string>();
  const underWay: Promise<unknown>[] = [];
  while (!options.isOver()) {
    for (const approval of await pendingOnes(options)) {
      if (attended.has(approval.id)) continue;
      attended.add(approval.id);
      underWay.push(options.onAsked(approval));
    }
    await options.pause();
  }
  await Promise.all(underWay);
}

/** As the page does it: bound to the plan that was read. Again while it is not answered: it counts once. */
export async function decide(
  { client, approver, pause }: Pick<ApproverOptions, 'client' | 'approver' | 'pause'>,
  { id, plan_hash }: Pick<ApprovalSeen, 'id' | 'plan_hash'>,
  decision: 'approve' | 'reject',
): Promise<number> {
  const body = { decision, plan_hash, comment: 'Rehearsed' };
  const call = { method: 'POST', path: `/v1/approvals/${id}/decision`, body };
  for (let tries = 1; ; tries += 1) {
    const status = await approver()
      .then((credential) => client.call(credential, call))
      .then((answer) => answer.status)
      .catch(() => 0);
    if ((status > 0 && status < 500) || tries === TRIES) return status;
    await pause();
  }
}

/** None when there is no answer at the moment. */
async function pendingOnes({ client, approver }: ApproverOptions): Promise<readonly ApprovalSeen[]> {
  try {
    const call = { method: 'GET', path: '/v1/approvals?status=pending' };
    const { status, body } = await client.call(await approver(), call);
    return status === 200 ? v.parse(ANSWERS.approvals, body).items : [];
  } catch {
    return [];
  }
}
