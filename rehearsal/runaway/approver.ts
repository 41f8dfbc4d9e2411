import * as v from 'valibot';
import type { ApiClient, Credential } from '../api-client.ts';
import { ANSWERS, approvals, type ApprovalSeen } from './answers.ts';

const TRIES = 10;

export interface ApproverOptions {
  readonly client: Pick<ApiClient, 'call'>;
  /** Anew for each request: tokens live for 15 minutes. */
  readonly approver: () => Promise<Credential>;
  readonly runId: string;
  /** Lets some time pass between two looks. */
  readonly pause: () => Promise<unknown>;
  /** There is nothing to wait for any more. */
  readonly isOver: () => boolean;
  /** What is done when it is asked. It may decide, or leave that to a person. */
  readonly onAsked: (approval: ApprovalSeen) => Promise<unknown>;
}

/** Waits until the rollback of a run is asked for, then until it is decided. Undefined when it never is asked for. */
export async function attendApproval(options: ApproverOptions): Promise<ApprovalSeen | undefined> {
  const asked = await again(options, async () => findAsked(options));
  if (!asked) return undefined;
  await options.onAsked(asked);
  const decided = await again(options, async () => {
    const answer = await get(options, `/v1/approvals/${asked.id}`);
    if (answer === undefined) return undefined;
    const seen = v.parse(ANSWERS.approval, answer);
    return seen.status === 'pending' ? undefined : seen;
  });
  return decided ?? asked;
}

/** As the page does it: bound to the plan that was read. Again while it is not answered: it counts once. */
export async function approve(
  { client, approver, pause }: Pick<ApproverOptions, 'client' | 'approver' | 'pause'>,
  { id, plan_hash }: ApprovalSeen,
): Promise<number> {
  const body = { decision: 'approve', plan_hash, comment: 'Rehearsed: the plan reads well' };
  const call = { method: 'POST', path: `/v1/approvals/${id}/decision`, body };
  for (let tries = 1; ; tries += 1) {
    const { status } = await client.call(await approver(), call);
    if (status < 500 || tries === TRIES) return status;
    await pause();
  }
}

async function findAsked(options: ApproverOptions): Promise<ApprovalSeen | undefined> {
  const answer = await get(options, '/v1/approvals?status=pending');
  if (answer === undefined) return undefined;
  return v.parse(approvals, answer).items.find(({ plan }) => plan['run_id'] === options.runId);
}

/** Undefined when there is no answer at the moment. */
async function get({ client, approver }: ApproverOptions, path: string): Promise<unknown> {
  const { status, body } = await client.call(await approver(), { method: 'GET', path });
  return status >= 500 ? undefined : body;
}

async function again<T>(
  { isOver, pause }: ApproverOptions,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  while (!isOver()) {
    const found = await look();
    if (found !== undefined) return found;
    await pause();
  }
  return undefined;
}
