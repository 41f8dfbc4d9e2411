import type { IncidentItem, TimelineLine } from '../../../lib/contracts/incident-item.ts';
import { newIncident, type IncidentDraft } from '../../../lib/incidents/new-incident.ts';
import { derivedUlid } from '../../../lib/shared/derived-id.ts';

/** 2026-02-01T00:00:00Z */
export const OPENED_AT = 1_769_904_000_000;

export function aDraft(change: Partial<IncidentDraft> = {}): IncidentDraft {
  return {
    ulid: derivedUlid(OPENED_AT, 'incident'),
    title: 'RL Reward Runaway',
    description: 'The rewards of run-1 ran away',
    severity: 'sev3',
    components: ['RL', 'PPO'],
    by: 'artisan',
    ...change,
  };
}

export function anIncident(change: Partial<IncidentDraft> = {}): IncidentItem {
  return newIncident(aDraft(change), OPENED_AT).incident;
}

/** Its id follows from its time and text. */
export function aLine(change: Partial<TimelineLine> = {}): TimelineLine {
  const line = {
    at: OPENED_AT + 1,
    kind: 'step',
    text: 'Paused the run',
    actor: 'artisan',
    ...change,
  } as const;
  return { id: derivedUlid(line.at, line.kind, line.text), ...line };
}
