import type { Severity } from '../contracts/incident-item.ts';
import type { NotificationKind } from '../contracts/notification.ts';
import { incidentLink } from './links.ts';
import type { Notification } from './notifications.ts';
import { shortened } from './slack-text.ts';

/** Events API v2. */
export type PagerDutyEvent = Readonly<Record<string, unknown>>;

/** Whoever decides an approval has seen the page. */
const ACTIONS: Readonly<Record<NotificationKind, 'trigger' | 'acknowledge' | 'resolve'>> = {
  opened: 'trigger',
  warning: 'trigger',
  approval_wanted: 'trigger',
  approval_decided: 'acknowledge',
  escalated: 'trigger',
  resolved: 'resolve',
};

const SEVERITIES: Readonly<Record<Severity, 'critical' | 'error' | 'warning' | 'info'>> = {
  sev1: 'critical',
  sev2: 'error',
  sev3: 'warning',
  sev4: 'info',
};

/** Events API v2, "payload.summary". */
const LONGEST_SUMMARY = 1_024;

/** Without its routing key. One incident is one alert there, however often it is told of: its id is the key. */
export function pagerDutyEvent(
  { kind, incident, line }: Notification,
  { base, stage }: { readonly base: string; readonly stage: string },
): PagerDutyEvent {
  const { incident_id, title, severity, components } = incident;
  const action = ACTIONS[kind];
  const key = { event_action: action, dedup_key: `artisan-${stage}-${incident_id}` };
  if (action !== 'trigger') return key;
  const summary = kind === 'opened' ? title : `${title}: ${line.text}`;
  return {
    ...key,
    client: 'Artisan',
    client_url: incidentLink(base, incident_id),
    payload: {
      summary: shortened(summary, LONGEST_SUMMARY),
      source: `artisan-${stage}`,
      severity: kind === 'escalated' ? 'critical' : SEVERITIES[severity],
      timestamp: new Date(line.at).toISOString(),
      component: components.join(', '),
      custom_details: { incident_id, description: incident.description, line: line.text, kind },
    },
  };
}
