import type {
  IncidentAnswer,
  IncidentLineAnswer,
  TimelineAnswer,
} from '../../lib/contracts/answers/incidents.ts';
import type { IncidentItem, TimelineLine } from '../../lib/contracts/incident-item.ts';
import type { Trouble } from '../../lib/contracts/offered-command.ts';
import type { IncidentSummary, Page } from '../../lib/incidents/ports.ts';
import { standingOffers } from '../../lib/incidents/standing-offers.ts';
import { page } from '../shared/page.ts';

export function incidentLineAnswer(incident: IncidentSummary): IncidentLineAnswer {
  const { incident_id: id, title, severity, components, status, created_by, runbook, resource } = incident;
  return {
    ...{ id, title, severity, components, status, created_at: iso(incident.created_at), created_by },
    ...(runbook !== undefined && { runbook }),
    ...(resource !== undefined && { resource }),
    ...(incident.resolved_at !== undefined && { resolved_at: iso(incident.resolved_at) }),
  };
}

/**
 * @param newest the newest lines of its timeline, newest first
 * @param troubles what its runbook has left standing until now
 */
export function incidentAnswer(
  incident: IncidentItem,
  newest: Page<TimelineLine>,
  troubles: readonly Trouble[],
): IncidentAnswer {
  const { description, resolved_by, resolution, trigger_count = 0, blocked_count = 0 } = incident;
  const lines = newest.items.toReversed();
  const { next_cursor } = page({ rawPath: timelinePath(incident.incident_id) }, [], newest.next);
  return {
    ...incidentLineAnswer(incident),
    description,
    ...(resolved_by !== undefined && { resolved_by }),
    ...(resolution !== undefined && { resolution }),
    counts: { trigger: trigger_count, blocked: blocked_count },
    executions: distinct(lines.map(({ execution_id }) => execution_id)),
    approvals: distinct(lines.map(({ approval_id }) => approval_id)),
    commands:
      incident.status === 'open' ? standingOffers({ incidentId: incident.incident_id, lines, troubles }) : [],
    timeline: lines.map(timelineAnswer),
    ...(next_cursor !== undefined && { timeline_cursor: next_cursor }),
  };
}

export function timelineAnswer({ id, at, kind, text, actor, ...links }: TimelineLine): TimelineAnswer {
  const { execution_id, approval_id, offers } = links;
  return {
    ...{ id, at: iso(at), kind, text, actor },
    ...(execution_id !== undefined && { execution_id }),
    ...(approval_id !== undefined && { approval_id }),
    ...(offers && { offers }),
  };
}

const timelinePath = (id: string): string => `/v1/incidents/${id}/timeline`;

const iso = (at: number): string => new Date(at).toISOString();

function distinct(ids: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
