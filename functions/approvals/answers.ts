import type { AuditLine } from '../../lib/contracts/approval-audit.ts';
import type { ApprovalItem } from '../../lib/contracts/approval-item.ts';

/** An approval as the API shows it. Of what it is kept with, the tokens of its tasks are not even read for it. */
export function approvalAnswer(approval: ApprovalItem) {
  const { approval_id: id, execution_id, runbook, resource, step, step_name, trigger } = approval;
  const { summary, plan, plan_hash, status, requested_at, expires_at } = approval;
  const { incident_id, requested_by, decided_by, decided_via, decided_at, comment } = approval;
  return {
    ...{ id, execution_id, runbook, resource, step, step_name, trigger, summary, plan, plan_hash, status },
    requested_at: iso(requested_at),
    expires_at: iso(expires_at),
    ...(incident_id !== undefined && { incident_id }),
    ...(requested_by !== undefined && { requested_by }),
    ...(decided_at !== undefined && { decided_at: iso(decided_at) }),
    ...(decided_by !== undefined && { decided_by }),
    ...(decided_via !== undefined && { decided_via }),
    ...(comment !== undefined && { comment }),
  };
}

/** @param audit the newest lines. A refusal's id tells only the minute, so that one that is repeated is one line. */
export function approvalWithAudit(approval: ApprovalItem, audit: readonly AuditLine[]) {
  return {
    ...approvalAnswer(approval),
    audit: audit.toSorted((one, other) => one.at - other.at).map((line) => ({ ...line, at: iso(line.at) })),
  };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
