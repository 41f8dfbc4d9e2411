import type { IncidentItem, TimelineLine } from '../../../lib/contracts/incident-item.ts';
import type { NotificationItem } from '../../../lib/contracts/notification.ts';
import { IncidentChangedError, IncidentNotFoundError } from '../../../lib/incidents/errors.ts';
import type {
  BoundedLine,
  Effect,
  Idle,
  IncidentPageRequest,
  IncidentStore,
  IncidentSummary,
  LineBound,
  Page,
  PageRequest,
} from '../../../lib/incidents/ports.ts';

/** Incidents of a test, and what people would be told. */
export class InMemoryIncidentStore implements IncidentStore {
  readonly incidents = new Map<string, IncidentItem>();
  readonly lines = new Map<string, Map<string, TimelineLine>>();
  readonly notifications: NotificationItem[] = [];
  /** By `<runbook> <resource>`. */
  readonly gates = new Map<string, { readonly isOpen: boolean; readonly ended?: string }>();
  readonly #counted = new Set<string>();
  readonly #effects = new Map<string, string>();

  open(incident: IncidentItem, lines: readonly TimelineLine[], effect?: Effect): Promise<IncidentItem> {
    const made = this.#effects.get(effect?.id ?? '') ?? incident.incident_id;
    const standing = this.incidents.get(made);
    if (standing) return Promise.resolve(standing);
    if (effect) this.#effects.set(effect.id, made);
    this.incidents.set(incident.incident_id, incident);
    for (const line of lines) this.#add(incident.incident_id, line);
    return Promise.resolve(incident);
  }

  retitle(id: string, title: string): Promise<boolean> {
    const incident = this.incidents.get(id);
    if (incident?.status !== 'open') return Promise.resolve(false);
    this.incidents.set(id, { ...incident, title });
    return Promise.resolve(true);
  }

  read(id: string): Promise<IncidentItem | undefined> {
    return Promise.resolve(this.incidents.get(id));
  }

  list({ status, limit, after }: IncidentPageRequest): Promise<Page<IncidentSummary>> {
    const all = [...this.incidents.values()].filter((one) => status === undefined || one.status === status);
    return Promise.resolve(
      newestFirst(all, (one) => one.incident_id, { limit, ...(after !== undefined && { after }) }),
    );
  }

  timeline(id: string, page: PageRequest): Promise<Page<TimelineLine>> {
    return Promise.resolve(newestFirst([...(this.lines.get(id)?.values() ?? [])], (line) => line.id, page));
  }

  line(id: string, lineId: string): Promise<TimelineLine | undefined> {
    return Promise.resolve(this.lines.get(id)?.get(lineId));
  }

  append(id: string, line: TimelineLine): Promise<boolean> {
    return Promise.resolve(this.#add(id, line));
  }

  note(id: string, line: TimelineLine, effect?: Effect): Promise<TimelineLine> {
    if (!this.incidents.has(id)) return Promise.reject(new IncidentNotFoundError(id));
    const made = this.lines.get(id)?.get(this.#effects.get(effect?.id ?? '') ?? '');
    if (made) return Promise.resolve(made);
    if (effect) this.#effects.set(effect.id, line.id);
    this.#add(id, line);
    return Promise.resolve(line);
  }

  appendBounded(id: string, line: BoundedLine, { most, more }: LineBound): Promise<boolean> {
    const incident = this.incidents.get(id);
    if (!incident) return Promise.reject(new IncidentNotFoundError(id));
    if (this.#counted.has(`${id}#${line.id}`) || this.lines.get(id)?.has(line.id))
      return Promise.resolve(false);
    const count = incident[`${line.kind}_count`] ?? 0;
    this.incidents.set(id, { ...incident, [`${line.kind}_count`]: count + 1 });
    if (count > most) this.#counted.add(`${id}#${line.id}`);
    else this.#add(id, count === most ? { ...line, text: more } : line);
    return Promise.resolve(true);
  }

  escalate(id: string, line: TimelineLine, as?: 'unattended'): Promise<boolean> {
    const incident = this.incidents.get(id);
    if (incident?.status !== 'open' || (as && incident.unattended_at !== undefined))
      return Promise.resolve(false);
    if (!this.#add(id, line)) return Promise.resolve(false);
    if (as) this.incidents.set(id, { ...incident, unattended_at: line.at });
    return Promise.resolve(true);
  }

  resolve(next: IncidentItem, line: TimelineLine, idle?: Idle): Promise<void> {
    const standing = this.incidents.get(next.incident_id);
    const gate = idle && this.gates.get(`${idle.runbook} ${idle.resource}`);
    if (idle && (gate?.isOpen !== false || gate.ended !== idle.executionId))
      return Promise.reject(new IncidentChangedError(next.incident_id));
    if (standing?.version !== next.version - 1 || standing.status !== 'open')
      return Promise.reject(new IncidentChangedError(next.incident_id));
    this.incidents.set(next.incident_id, { ...next, title: standing.title });
    this.#add(next.incident_id, line);
    return Promise.resolve();
  }

  #add(id: string, line: TimelineLine): boolean {
    const lines = this.lines.get(id) ?? new Map<string, TimelineLine>();
    this.lines.set(id, lines);
    if (lines.has(line.id)) return false;
    lines.set(line.id, line);
    if (line.notify !== undefined) {
      const { id: line_id, at, notify: kind } = line;
      this.notifications.push({ incident_id: id, line_id, kind, at, delivered: [] });
    }
    return true;
  }
}

function newestFirst<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  { limit, after }: PageRequest,
): Page<Item> {
  const rest = all
    .filter((item) => after === undefined || keyOf(item) < after)
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? 1 : -1));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rest.length > limit && last && { next: keyOf(last) }) };
}
