import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { IncidentItem, TimelineLine } from '../contracts/incident-item.ts';
import { isAboutApproval } from './cards.ts';
import { approvalLink, incidentLink, runbookLink } from './links.ts';
import type { Notification } from './notifications.ts';
import { context, header, linkTo, preformatted, section } from './slack-blocks.ts';
import { escaped, plainText, type Block, type SlackMessage } from './slack-text.ts';

/** Graver incidents are decided where the whole plan is read, with a second factor: in the console. */
export function isDecidableInSlack({ severity }: IncidentItem): boolean {
  return severity === 'sev3' || severity === 'sev4';
}

/** What is wrong, how badly, and where to go on. */
export function incidentCard(incident: IncidentItem, base: string): SlackMessage {
  const { incident_id: id, title, description, severity, components, status, resolution, runbook } = incident;
  const state = status === 'open' ? 'open' : `resolved by ${incident.resolved_by ?? 'nobody'}`;
  return {
    text: escaped(`[${severity}] ${title} (${state})`),
    blocks: [
      header(`${status === 'open' ? ':rotating_light:' : ':white_check_mark:'} ${title}`),
      section(description),
      ...(resolution === undefined ? [] : [section(`Resolution: ${resolution}`)]),
      context(
        plainText(severity),
        plainText(state),
        plainText(components.join(', ') || 'no component'),
        linkTo(incidentLink(base, id), id),
        ...(runbook === undefined ? [] : [linkTo(runbookLink(base, runbook), 'what to do by hand')]),
      ),
    ],
  };
}

export interface AskedApproval {
  readonly approval: ApprovalItem;
  readonly incident: IncidentItem;
}

/** What would be done and why, and two buttons while it may be decided here. */
export function approvalCard({ approval, incident }: AskedApproval, base: string): SlackMessage {
  const { approval_id: id, summary, runbook, step, resource, plan, expires_at } = approval;
  const asked = approval.status === 'pending' && isDecidableInSlack(incident);
  return {
    text: escaped(`Approval ${wordOf(approval)}: ${summary}`),
    blocks: [
      header(`Approval ${wordOf(approval)}: ${incident.title}`),
      section(summary),
      section(`Why: ${incident.description}`),
      section('Plan:'),
      preformatted(JSON.stringify(plan, null, 2), LONGEST_PLAN),
      context(
        plainText(`${runbook}, ${step}, ${resource}`),
        plainText(
          approval.status === 'pending' ? `until ${new Date(expires_at).toISOString()}` : decidedBy(approval),
        ),
        linkTo(approvalLink(base, id), 'the whole plan'),
      ),
      ...(asked ? [buttons(approval)] : []),
    ],
  };
}

/** Below the card of its incident. */
export function lineMessage({ text }: TimelineLine): SlackMessage {
  return { text: escaped(text), blocks: [section(text)] };
}

/** The message that tells of a notification. */
export function messageOf(
  { kind, incident, line }: Notification,
  approval: ApprovalItem | undefined,
  base: string,
): SlackMessage {
  if (kind === 'opened') return incidentCard(incident, base);
  return isAboutApproval(kind) && approval ? approvalCard({ approval, incident }, base) : lineMessage(line);
}

const LONGEST_PLAN = 2_500;

function wordOf({ status }: ApprovalItem): string {
  return status === 'pending' ? 'wanted' : status;
}

function decidedBy({ decided_by, decided_via }: ApprovalItem): string {
  return `${decided_by ?? 'nobody'}, by ${decided_via ?? 'time'}`;
}

/** The plan's hash travels with the button: a click on a card that is out of date decides nothing. */
function buttons({ approval_id, plan_hash }: ApprovalItem): Block {
  const button = (decision: 'approve' | 'reject', text: string, style: 'primary' | 'danger') => ({
    type: 'button',
    action_id: decision,
    text: { type: 'plain_text', text },
    style,
    value: JSON.stringify({ approval_id, plan_hash }),
    confirm: {
      title: { type: 'plain_text', text },
      text: { type: 'plain_text', text: 'This is on record under your name.' },
      confirm: { type: 'plain_text', text },
      deny: { type: 'plain_text', text: 'Cancel' },
    },
  });
  return {
    type: 'actions',
    elements: [button('approve', 'Approve', 'primary'), button('reject', 'Reject', 'danger')],
  };
}
