import type { AuditLine } from '../contracts/approval-audit.ts';
import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { TimelineLine } from '../contracts/incident-item.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import type { Trace } from './ports.ts';

/** Who acts where nobody does. */
export const NOBODY = 'artisan';

/** The lines that say that it was asked for. */
export function askedTrace(approval: ApprovalItem): Trace {
  const { approval_id, requested_at: at, summary, expires_at } = approval;
  const actor = approval.requested_by ?? NOBODY;
  const text = `Approval ${approval_id} asked for until ${new Date(expires_at).toISOString()}: ${summary}`;
  return {
    audit: { id: idOf(approval, at, 'asked'), at, actor, via: 'system', outcome: 'asked' },
    timeline: timelineOf(approval, { at, kind: 'approval', text, actor, notify: 'approval_wanted' }),
  };
}

/** The lines that say what has become of it. */
export function settledTrace(approval: ApprovalItem): Trace {
  const { approval_id, status, decided_at, expires_at, decided_by, decided_via, comment } = approval;
  const at = decided_at ?? expires_at;
  const actor = decided_by ?? NOBODY;
  const outcome = status === 'pending' ? 'expired' : status;
  const by = decided_by === undefined ? '' : ` by ${decided_by}`;
  const said = comment === undefined ? '' : `: ${comment}`;
  const audit: AuditLine = {
    id: idOf(approval, at, 'settled', actor),
    at,
    actor,
    via: decided_via ?? 'system',
    outcome,
    ...(comment !== undefined && { comment }),
  };
  const text = `Approval ${approval_id} ${outcome}${by}${said}`;
  const notify = isDecidedByPerson(approval) ? 'approval_decided' : 'approval_ended';
  return { audit, timeline: timelineOf(approval, { at, kind: 'approval', text, actor, notify }) };
}

/** Whoever answers tasks of Step Functions past Artisan has told nobody who he is. */
export const UNKNOWN = 'unknown';

function isDecidedByPerson({ decided_by }: ApprovalItem): boolean {
  return decided_by !== undefined && decided_by !== UNKNOWN;
}

export function warningLine(approval: ApprovalItem, at: number): TimelineLine {
  const end = new Date(approval.expires_at).toISOString();
  const text = `Approval ${approval.approval_id} ends at ${end}; without a decision that is a no`;
  return timelineOf(approval, { at, kind: 'warning', text, actor: NOBODY, notify: 'warning' });
}

function timelineOf(approval: ApprovalItem, line: Omit<TimelineLine, 'id'>): TimelineLine {
  const { approval_id, execution_id } = approval;
  return { id: idOf(approval, line.at, 'timeline', line.text), approval_id, execution_id, ...line };
}

function idOf({ approval_id }: ApprovalItem, at: number, ...parts: readonly string[]): string {
  return derivedUlid(at, approval_id, ...parts);
}
