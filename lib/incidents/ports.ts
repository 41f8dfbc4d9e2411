import type { BoundedKind } from '../contracts/bounded-lines.ts';
import type { IncidentItem, TimelineLine } from '../contracts/incident-item.ts';

/** What the list shows. */
export type IncidentSummary = Pick<
  IncidentItem,
  | 'incident_id'
  | 'title'
  | 'severity'
  | 'components'
  | 'status'
  | 'created_at'
  | 'created_by'
  | 'runbook'
  | 'resource'
  | 'resolved_at'
>;

/** Incidents. Every call throws StoreUnavailableError or StoreDeniedError. */
export interface IncidentStore {
  /**
   * Writes it with its first lines, all or nothing, unless one of that id stands, or one that the same effect made.
   * Answers with the one that stands.
   */
  open(incident: IncidentItem, lines: readonly TimelineLine[], effect?: Effect): Promise<IncidentItem>;
  /** Says more of what it is about, wherever it is listed. False, and nothing, once it is resolved. */
  retitle(id: string, title: string): Promise<boolean>;
  /** Strongly consistent. */
  read(id: string): Promise<IncidentItem | undefined>;
  /** Newest first. */
  list(page: IncidentPageRequest): Promise<Page<IncidentSummary>>;
  /** Newest first, strongly consistent. */
  timeline(id: string, page: PageRequest): Promise<Page<TimelineLine>>;
  /** Strongly consistent. */
  line(id: string, lineId: string): Promise<TimelineLine | undefined>;
  /** False when a line of that id stands: it stays as it is. Does not look whether there is such an incident. */
  append(id: string, line: TimelineLine): Promise<boolean>;
  /**
   * Adds a line that a person wrote, unless the same effect has. Answers with the line that stands.
   * @throws IncidentNotFoundError
   */
  note(id: string, line: TimelineLine, effect?: Effect): Promise<TimelineLine>;
  /**
   * The same as append, and counts the line; once `most` of its kind are listed the next one becomes `more`, and those after it
   * are only counted.
   * @throws IncidentNotFoundError
   */
  appendBounded(id: string, line: BoundedLine, bound: LineBound): Promise<boolean>;
  /**
   * Adds a line that asks for a person, while the incident is open; as `unattended` only once. False when it is not
   * open, or has such a line.
   */
  escalate(id: string, line: TimelineLine, as?: 'unattended'): Promise<boolean>;
  /**
   * Replaces the version before this one and adds the line, or does nothing; with `idle`, nothing also while a runbook
   * acts there.
   * @throws IncidentChangedError
   */
  resolve(next: IncidentItem, line: TimelineLine, idle?: Idle): Promise<void>;
}

/** A runbook and a resource: no execution of the one for the other is open, and the newest is this one. */
export interface Idle {
  readonly runbook: string;
  readonly resource: string;
  readonly executionId: string;
}

/** A request with an Idempotency-Key: its effect happens once, wherever a try of it was killed. */
export interface Effect {
  readonly id: string;
  /** Milliseconds since the epoch. It is remembered for a day, as the key is. */
  readonly now: number;
}

export interface PageRequest {
  readonly limit: number;
  /** Key of the last item of the page before. */
  readonly after?: string;
}

export interface IncidentPageRequest extends PageRequest {
  readonly status?: IncidentItem['status'];
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it as `after` to read on. Absent at the end. */
  readonly next?: string;
}

export type BoundedLine = TimelineLine & { readonly kind: BoundedKind };

export interface LineBound {
  readonly most: number;
  /** Text of the line that says that more are only counted. */
  readonly more: string;
  /** Milliseconds since the epoch: a line that is only counted counts once for a day. */
  readonly now: number;
}
