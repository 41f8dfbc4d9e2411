import type { Severity, TimelineKind, TimelineLine } from '../contracts/incident-item.ts';
import type { Clock } from '../shared/clock.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import { formatDuration } from '../shared/duration.ts';
import type { IncidentStore, IncidentSummary } from './ports.ts';

export interface UnattendedDependencies {
  readonly store: Pick<IncidentStore, 'list' | 'read' | 'timeline' | 'escalate'>;
  readonly clock: Clock;
  readonly afterMs: Readonly<Record<Severity, number>>;
}

/** Somebody or something sees to it, or people have just been told. What alarms add is no such thing. */
const ATTENDED: ReadonlySet<TimelineKind> = new Set([
  'opened',
  'step',
  'approval',
  'note',
  'ended',
  'failed',
  'escalated',
] as const);
const PAGE = 100;
/** Triggers and blocks are bounded in number: among so many lines there is one of another kind, if any is new. */
const LOOKED_AT = 200;

/** Tells people once more of each open incident that nobody has seen to for so long, once. Answers with how many. */
export async function escalateUnattended(deps: UnattendedDependencies): Promise<number> {
  let escalated = 0;
  for await (const incident of openIncidents(deps.store)) {
    if (await escalateOne(deps, incident)) escalated += 1;
  }
  return escalated;
}

async function* openIncidents(store: UnattendedDependencies['store']): AsyncGenerator<IncidentSummary> {
  let after: string | undefined;
  do {
    const page = await store.list({ status: 'open', limit: PAGE, ...(after !== undefined && { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

async function escalateOne(deps: UnattendedDependencies, incident: IncidentSummary): Promise<boolean> {
  const { store, clock, afterMs } = deps;
  const { incident_id: id, severity, created_at } = incident;
  const patience = afterMs[severity];
  const now = clock.now();
  if (now < created_at + patience) return false;
  if ((await store.read(id))?.unattended_at !== undefined) return false;
  const { items } = await store.timeline(id, { limit: LOOKED_AT });
  const seen = items.filter(({ kind }) => ATTENDED.has(kind)).map(({ at }) => at);
  if (now < Math.max(created_at, ...seen) + patience) return false;
  return store.escalate(id, escalation(incident, patience, now), 'unattended');
}

function escalation(
  { incident_id: id, severity }: IncidentSummary,
  patience: number,
  now: number,
): TimelineLine {
  return {
    id: derivedUlid(now, id, 'unattended'),
    at: now,
    kind: 'escalated',
    text: `A person is needed: ${severity}, open, and nobody has seen to it for ${formatDuration(patience)}`,
    actor: 'artisan',
    notify: 'escalated',
  };
}
