import type { ApprovalStore, OpenApproval } from './ports.ts';

/** Those that wait for a person: one that is decided stays open until its machine has been told. */
export async function pendingApprovals(
  store: Pick<ApprovalStore, 'open' | 'read'>,
): Promise<readonly OpenApproval[]> {
  const read = await Promise.all((await store.open()).map(({ approval_id }) => store.read(approval_id)));
  return read.flatMap((approval) => (approval?.status === 'pending' ? [approval] : []));
}
