import { approvalWithAudit } from '../../../functions/approvals/answers.ts';
import { newApproval } from '../../../lib/approvals/approval.ts';
import { aQuestion, ASKED_AT, TIMEOUT_MS } from '../../support/approvals/builders.ts';

it('the audit is told in the order of what happened, also within the minute that a refusal stands for', () => {
  const line = { actor: 'eve', via: 'api' } as const;

  // In the order of their ids: that of a refusal is of the minute's beginning.
  const { audit } = approvalWithAudit(newApproval(aQuestion(), ASKED_AT, TIMEOUT_MS), [
    { ...line, id: 'A', at: ASKED_AT + 30_000, outcome: 'refused', reason: 'not_an_approver' },
    { ...line, id: 'B', at: ASKED_AT + 10_000, outcome: 'asked' },
    { ...line, id: 'C', at: ASKED_AT + 20_000, outcome: 'approved' },
  ]);

  expect(audit.map(({ outcome }) => outcome)).toEqual(['asked', 'approved', 'refused']);
});
