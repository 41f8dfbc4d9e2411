import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { ApprovalStore, WaitingTasks } from './ports.ts';

export interface DeliverDependencies {
  readonly store: Pick<ApprovalStore, 'tokens' | 'told'>;
  readonly tasks: Pick<WaitingTasks, 'succeed'>;
}

/**
 * Wakes the state machine of a settled approval. The callback only wakes: whether to go on, the machine learns of the
 * record. May be repeated: a task that has been told, or is closed, takes nothing any more.
 * @throws StoreUnavailableError, StoreDeniedError: it stays due
 */
export async function deliver(
  { store, tasks }: DeliverDependencies,
  { approval_id, status }: ApprovalItem,
): Promise<void> {
  const tokens = await store.tokens(approval_id);
  for (const token of tokens) await tasks.succeed(token, { approval_id, decision: status });
  await store.told(approval_id, tokens);
}

/** For who has other work to do: what fails now is sent again by the watch. */
export async function tryToDeliver(
  deps: DeliverDependencies & { readonly onUndelivered: (error: unknown) => void },
  approval: ApprovalItem,
): Promise<void> {
  try {
    await deliver(deps, approval);
  } catch (error) {
    deps.onUndelivered(error);
  }
}
