import { askedTrace, settledTrace } from '../../../lib/approvals/trace.ts';
import { newApproval } from '../../../lib/approvals/approval.ts';
import { pendingApprovals } from '../../../lib/approvals/pending.ts';
import { aQuestion, ASKED_AT, TIMEOUT_MS } from '../../support/approvals/builders.ts';
import { InMemoryApprovalStore } from '../../support/approvals/in-memory-approval-store.ts';

it('an approval that is decided is not waited for, although its machine has not been told yet', async () => {
  const store = new InMemoryApprovalStore();
  const [first, second] = [1, 2].map((asking) => newApproval(aQuestion({ asking }), ASKED_AT, TIMEOUT_MS));
  if (!first || !second) throw new Error('There are two');
  for (const approval of [first, second]) await store.ask(approval, 'token', askedTrace(approval));
  const decided = { ...first, status: 'approved', decided_at: ASKED_AT + 1, callback: 'due' } as const;
  await store.settle(decided, settledTrace(decided));

  const pending = await pendingApprovals(store);

  expect(await store.open()).toHaveLength(2);
  expect(pending.map(({ approval_id }) => approval_id)).toEqual([second.approval_id]);
});
