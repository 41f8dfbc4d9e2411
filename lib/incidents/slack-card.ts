import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { IncidentItem, TimelineLine } from '../contracts/incident-item.ts';
import { isAboutApproval } from './cards.ts';
import { approvalLink, incidentLink } from './links.ts';
import type { Notification } from './notifications.ts';
import { context, escaped, header, section, shortened, type Block, type SlackMessage } from './slack-text.ts';

/** Graver incidents are decided where the whole plan is read, with a second factor: in the console. */
export function isDecidableInSlack({ severity }: IncidentItem): boolean {
  return severity === 'sev3' || severity === 'sev4';
}

/** What is wrong, how badly, and where to go on. */
export function incidentCard(incident: IncidentItem, base: string): SlackMessage {
  const { incident_id: id, title, description, severity, components, status, resolution } = incident;
  const state = status === 'open' ? 'open' : `resolved by ${incident.resolved_by ?? 'nobody'}`;
  return {
    text: `[${severity}] ${escaped(title)} (${state})`,
    blocks: [
      header(`${status === 'open' ? ':rotating_light:' : ':white_check_mark:'} ${title}`),
      section(escaped(description)),
      ...(resolution === undefined ? [] : [section(`*Resolution:* ${escaped(resolution)}`)]),
      context(
        `*${severity}*`,
        escaped(state),
        escaped(components.join(', ') || 'no component'),
        linkTo(incidentLink(base, id), id),
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
  const facts = shortened(JSON.stringify(plan, null, 2), LONGEST_PLAN);
  return {
    text: `Approval ${wordOf(approval)}: ${escaped(summary)}`,
    blocks: [
      header(`Approval ${wordOf(approval)}: ${incident.title}`),
      section(escaped(summary)),
      section(`*Why:* ${escaped(incident.description)}`),
      section(`*Plan:*\n\`\`\`${escaped(facts)}\`\`\``),
      context(
        `${escaped(runbook)}, ${escaped(step)}, ${escaped(resource)}`,
        approval.status === 'pending' ? `until ${new Date(expires_at).toISOString()}` : decidedBy(approval),
        linkTo(approvalLink(base, id), 'the whole plan'),
      ),
      ...(asked ? [buttons(approval)] : []),
    ],
  };
}

/** Below the card of its incident. */
export function lineMessage({ text }: TimelineLine): SlackMessage {
  return { text: escaped(text), blocks: [section(escaped(text))] };
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

/** Escaped, it has to fit a section. */
const LONGEST_PLAN = 1_500;

function wordOf({ status }: ApprovalItem): string {
  return status === 'pending' ? 'wanted' : status;
}

function decidedBy({ decided_by, decided_via }: ApprovalItem): string {
  return `${escaped(decided_by ?? 'nobody')}, by ${decided_via ?? 'time'}`;
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

function linkTo(url: string, text: string): string {
  return `<${url}|${escaped(text)}>`;
}
