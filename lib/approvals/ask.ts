import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { Clock } from '../shared/clock.ts';
import { approvalIdOf, newApproval, type Question } from './approval.ts';
import { tryToDeliver, type DeliverDependencies } from './deliver.ts';
import type { ApprovalStore, Held } from './ports.ts';
import { ApprovalNotCountedError } from './step-errors.ts';
import { askedTrace } from './trace.ts';

export interface AskDependencies extends DeliverDependencies {
  readonly store: Pick<ApprovalStore, 'read' | 'ask' | 'tokens' | 'told'>;
  readonly held: Held;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly onUndelivered: (error: unknown) => void;
}

/** After the last moment of a decision, what it is about is acted on: so long it has to stand, too. */
export const HELD_AFTER_END_MS = 10 * 60_000;

/**
 * Asks people for a decision; the task of the token waits for it. To ask again is the same question, with one token
 * more. What the plan names is held first: nobody is asked about what may be gone when he answers.
 * @throws ApprovalNotCountedError, StoreUnavailableError, StoreDeniedError
 */
export async function ask(deps: AskDependencies, question: Question, token: string): Promise<ApprovalItem> {
  const approval =
    (await deps.store.read(approvalIdOf(question))) ??
    newApproval(question, deps.clock.now(), deps.timeoutMs);
  if (approval.status === 'pending') await hold(deps.held, question, approval);
  const standing = await deps.store.ask(approval, token, askedTrace(approval));
  if (standing.callback === 'due') await tryToDeliver(deps, standing);
  return standing;
}

async function hold(held: Held, { request: { execution } }: Question, approval: ApprovalItem): Promise<void> {
  const until = approval.expires_at + HELD_AFTER_END_MS;
  for (const named of approval.protects) {
    if (await held.checkpoint(named, until)) continue;
    throw new ApprovalNotCountedError(
      `The checkpoint of ${named.run_id} at step ${named.step} has been pruned since it was planned with`,
    );
  }
  if (!(await held.lock(execution, until)))
    throw new ApprovalNotCountedError(`The lock on ${execution.resource} is not held any more`);
}
