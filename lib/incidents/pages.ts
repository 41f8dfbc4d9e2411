import type { CardStore } from './cards.ts';
import type { Notification } from './notifications.ts';
import {
  alertKey,
  escalationKey,
  trigger,
  type PagerDutyEvent,
  type PagerDutyNames,
} from './pagerduty-event.ts';

export interface PagesDependencies extends PagerDutyNames {
  readonly cards: Pick<CardStore, 'keep' | 'startingWith'>;
}

/** Names of an incident's escalations, as cards: what has been told has to end with it. */
const ESCALATIONS = 'page#';

/**
 * What PagerDuty is told of it, in order. What was over when the incident was resolved wakes nobody, however late it is
 * told; what happens after that does: a runbook may still be under way then. Repeatable; the alert of an escalation is
 * remembered before it is sent.
 */
export async function pagesOf(
  { cards, ...names }: PagesDependencies,
  notification: Notification,
): Promise<readonly PagerDutyEvent[]> {
  const { kind, incident, line } = notification;
  const key = alertKey(notification, names.stage);
  if (kind === 'resolved') {
    const escalations = await cards.startingWith(incident.incident_id, ESCALATIONS);
    return [key, ...escalations].map((dedup_key) => ({ event_action: 'resolve', dedup_key }));
  }
  if (isOver(notification)) return [];
  if (kind === 'approval_decided') return [{ event_action: 'acknowledge', dedup_key: key }];
  if (kind !== 'escalated') return [trigger(notification, key, names)];
  const own = escalationKey(notification, names.stage);
  await cards.keep(incident.incident_id, `${ESCALATIONS}${line.id}`, own);
  return [trigger(notification, own, names)];
}

function isOver({ incident: { status, resolved_at: at = Infinity }, line }: Notification): boolean {
  return status === 'resolved' && line.at <= at;
}
