import type { IncidentItem, TimelineLine } from '../contracts/incident-item.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import { IncidentChangedError, IncidentResolvedError } from './errors.ts';
import { readIncident, type IncidentDependencies } from './incidents.ts';
import type { Idle } from './ports.ts';

export interface Resolution {
  readonly resolution: string;
  readonly by: string;
  /** Whether it may be resolved as it stands: If-Match. */
  readonly matches: (incident: IncidentItem) => boolean;
}

/**
 * Resolves it. Asked again by the same person in the same words it stays as it is.
 * @throws IncidentNotFoundError, StalePreconditionError
 * @throws IncidentResolvedError when it is resolved otherwise
 */
export async function resolveIncident(
  deps: IncidentDependencies,
  id: string,
  { resolution, by, matches }: Resolution,
): Promise<IncidentItem> {
  const standing = await readIncident(deps.store, id);
  if (standing.status === 'resolved') return asResolvedBefore(standing, { resolution, by });
  if (!matches(standing)) throw new StalePreconditionError(`contents of ${id}`);
  const { next, line } = resolved(standing, { resolution, by }, deps.clock.now());
  try {
    await deps.store.resolve(next, line);
    return next;
  } catch (error) {
    if (!(error instanceof IncidentChangedError)) throw error;
    // There is no way back from resolved, and nothing else changes it.
    return asResolvedBefore(await readIncident(deps.store, id), { resolution, by });
  }
}

/** Lines of an incident: more than runbooks that help leave in one. */
const LOOKED_AT = 300;

/**
 * Resolves it for Artisan itself, as long as the runbook does nothing about it, and says what stays as runbooks have left
 * it: nobody looks into an incident that is over. False when something has changed
 * meanwhile: look again. True for one that is resolved already, whoever did it.
 * @throws IncidentNotFoundError
 */
export async function resolveWhileIdle(
  { store, clock }: IncidentDependencies,
  id: string,
  { resolution, idle }: { readonly resolution: string; readonly idle: Idle },
): Promise<boolean> {
  const standing = await readIncident(store, id);
  if (standing.status === 'resolved') return true;
  const { items } = await store.timeline(id, { limit: LOOKED_AT });
  const left = new Set(items.flatMap(({ stays }) => (stays === undefined ? [] : [stays])));
  const said = { resolution: [resolution, ...left].join('. '), by: 'artisan' };
  const { next, line } = resolved(standing, said, clock.now());
  try {
    await store.resolve(next, line, idle);
    return true;
  } catch (error) {
    if (error instanceof IncidentChangedError) return false;
    throw error;
  }
}

function resolved(
  standing: IncidentItem,
  { resolution, by }: Pick<Resolution, 'resolution' | 'by'>,
  now: number,
): { readonly next: IncidentItem; readonly line: TimelineLine } {
  const { incident_id: id, version } = standing;
  return {
    next: {
      ...standing,
      status: 'resolved',
      version: version + 1,
      resolved_at: now,
      resolved_by: by,
      resolution,
    },
    line: {
      id: derivedUlid(now, id, 'resolved'),
      at: now,
      kind: 'resolved',
      text: `Resolved: ${resolution}`,
      actor: by,
      notify: 'resolved',
    },
  };
}

function asResolvedBefore(
  standing: IncidentItem,
  asked: Pick<Resolution, 'resolution' | 'by'>,
): IncidentItem {
  const { resolved_by: by = 'somebody', resolved_at: at = standing.created_at, resolution } = standing;
  if (by === asked.by && resolution === asked.resolution) return standing;
  throw new IncidentResolvedError({ id: standing.incident_id, by, at });
}
