import type { IncidentItem, Severity, TimelineLine } from '../contracts/incident-item.ts';
import { derivedUlid } from '../shared/derived-id.ts';

export interface IncidentDraft {
  /** A ULID that follows from what opens it: opening it again is the same incident. */
  readonly ulid: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly components: readonly string[];
  readonly by: string;
  /** What a runbook opens it for. */
  readonly runbook?: string;
  readonly resource?: string;
}

/** An incident that begins now, and its first line, which people are told of. To be written in one transaction. */
export function newIncident(
  draft: IncidentDraft,
  now: number,
): { readonly incident: IncidentItem; readonly line: TimelineLine } {
  const { ulid, title, description, severity, components, by, runbook, resource } = draft;
  const incident_id = `INC-${ulid}`;
  const about = { title, description, severity, components: [...components] };
  return {
    incident: {
      incident_id,
      ...about,
      status: 'open',
      created_at: now,
      created_by: by,
      ...(runbook !== undefined && { runbook }),
      ...(resource !== undefined && { resource }),
      version: 1,
    },
    line: {
      id: derivedUlid(now, incident_id, 'opened'),
      at: now,
      kind: 'opened',
      text: `Opened: ${title}`,
      actor: by,
      notify: 'opened',
    },
  };
}
