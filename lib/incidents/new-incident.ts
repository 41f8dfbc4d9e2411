import type { IncidentItem, Severity, TimelineLine } from '../contracts/incident-item.ts';
import { createUlidSource } from '../shared/ulid.ts';

export interface IncidentDraft {
  /** A ULID that follows from what opens it: opening it again is the same incident. */
  readonly ulid: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly components: readonly string[];
  readonly by: string;
  /** Milliseconds since the epoch. Default: now. */
  readonly at?: number;
  /** What a runbook opens it for. */
  readonly runbook?: string;
  readonly resource?: string;
}

/** An incident that begins, and its first line, which people are told of. To be written in one transaction. */
export function newIncident(
  draft: IncidentDraft,
  now: number,
): { readonly incident: IncidentItem; readonly line: TimelineLine } {
  const { ulid, title, description, severity, components, by, runbook, resource } = draft;
  const incident_id = `INC-${ulid}`;
  const at = draft.at ?? now;
  const about = { title, description, severity, components: [...components] };
  return {
    incident: {
      incident_id,
      ...about,
      status: 'open',
      created_at: at,
      created_by: by,
      ...(runbook !== undefined && { runbook }),
      ...(resource !== undefined && { resource }),
      version: 1,
    },
    line: {
      id: firstOf(at),
      at,
      kind: 'opened',
      text: `Opened: ${title}`,
      actor: by,
      notify: 'opened',
    },
  };
}

/** Sorts before whatever else happens in that millisecond. */
function firstOf(milliseconds: number): string {
  return createUlidSource({ now: () => milliseconds }, (size) => new Uint8Array(size))();
}
