import { BOUNDED_KINDS, MOST_LISTED } from '../contracts/bounded-lines.ts';
import type { IncidentItem, TimelineLine } from '../contracts/incident-item.ts';
import type { Clock } from '../shared/clock.ts';
import { IncidentNotFoundError } from './errors.ts';
import { newIncident, type IncidentDraft } from './new-incident.ts';
import type { BoundedLine, IncidentStore } from './ports.ts';

export interface IncidentDependencies {
  readonly store: IncidentStore;
  readonly clock: Clock;
}

/** Opens it; opened again, it is the one that stands. `effectId` follows from a request's Idempotency-Key. */
export function openIncident(
  { store, clock }: IncidentDependencies,
  draft: IncidentDraft,
  effectId?: string,
): Promise<IncidentItem> {
  const now = clock.now();
  const { incident, line } = newIncident(draft, now);
  return store.open(incident, [line], effectId === undefined ? undefined : { id: effectId, now });
}

export interface Note {
  /** A ULID. */
  readonly id: string;
  readonly text: string;
  readonly by: string;
  readonly effectId?: string;
}

/** @throws IncidentNotFoundError */
export function addNote(
  { store, clock }: IncidentDependencies,
  incidentId: string,
  { id, text, by, effectId }: Note,
): Promise<TimelineLine> {
  const now = clock.now();
  const line: TimelineLine = { id, at: now, kind: 'note', text, actor: by };
  return store.note(incidentId, line, effectId === undefined ? undefined : { id: effectId, now });
}

/** @throws IncidentNotFoundError */
export async function readIncident(store: IncidentStore, id: string): Promise<IncidentItem> {
  const incident = await store.read(id);
  if (!incident) throw new IncidentNotFoundError(id);
  return incident;
}

/**
 * Adds a line to the incident, open or not, once for its id: false when it was there. Triggers and blocks are listed up
 * to MOST_LISTED of a kind, then one line says so and the rest is counted.
 * @throws IncidentNotFoundError
 */
export async function appendLine(
  { store, clock }: IncidentDependencies,
  id: string,
  line: TimelineLine,
): Promise<boolean> {
  if (isBounded(line))
    return store.appendBounded(id, line, { most: MOST_LISTED, more: MORE[line.kind], now: clock.now() });
  await readIncident(store, id);
  return store.append(id, line);
}

const MORE = {
  trigger: 'More triggers follow: they are counted, not listed',
  blocked: 'More triggers are blocked: they are counted, not listed',
} as const;

function isBounded(line: TimelineLine): line is BoundedLine {
  return BOUNDED_KINDS.some((kind) => kind === line.kind);
}
