import type { Severity } from '../contracts/incident-item.ts';
import { incidentLink, runbookLink } from './links.ts';
import type { Notification } from './notifications.ts';
import { shortened } from './slack-text.ts';

/** Events API v2, without its routing key. */
export type PagerDutyEvent = Readonly<Record<string, unknown>>;

export interface PagerDutyNames {
  /** Of the API, for links. */
  readonly base: string;
  readonly stage: string;
}

const SEVERITIES: Readonly<Record<Severity, 'critical' | 'error' | 'warning' | 'info'>> = {
  sev1: 'critical',
  sev2: 'error',
  sev3: 'warning',
  sev4: 'info',
};

/** Events API v2, "payload.summary". */
const LONGEST_SUMMARY = 1_024;

/** An incident is one alert there, however often it is told of: what is added to an open alert wakes nobody. */
export function alertKey({ incident }: Notification, stage: string): string {
  return `artisan-${stage}-${incident.incident_id}`;
}

/** Whoever has seen the alert of the incident has not seen this: an escalation is an alert of its own. */
export function escalationKey(notification: Notification, stage: string): string {
  return `${alertKey(notification, stage)}/escalated/${notification.line.id}`;
}

export function trigger(notification: Notification, key: string, names: PagerDutyNames): PagerDutyEvent {
  const { kind, incident, line } = notification;
  const { incident_id, title, severity, components, runbook } = incident;
  const summary = kind === 'opened' ? title : `${title}: ${line.text}`;
  return {
    event_action: 'trigger',
    dedup_key: key,
    client: 'Artisan',
    client_url: incidentLink(names.base, incident_id),
    ...(runbook !== undefined && {
      links: [{ href: runbookLink(names.base, runbook), text: `${runbook}: what to do by hand` }],
    }),
    payload: {
      summary: shortened(summary, LONGEST_SUMMARY),
      source: `artisan-${names.stage}`,
      severity: kind === 'escalated' ? 'critical' : SEVERITIES[severity],
      timestamp: new Date(line.at).toISOString(),
      component: components.join(', '),
      custom_details: { incident_id, description: incident.description, line: line.text, kind },
    },
  };
}
