import type { IncidentItem, Severity, TimelineKind } from './incident-item.ts';
import type { OfferedCommand } from './offered-command.ts';

/** Times here and below: ISO 8601 UTC. */
export interface TimelineAnswer {
  readonly id: string;
  readonly at: string;
  readonly kind: TimelineKind;
  readonly text: string;
  readonly actor: string;
  readonly execution_id?: string;
  readonly approval_id?: string;
  /** What could be done about it then; the incident's `commands` are those that can be done now. */
  readonly offers?: readonly OfferedCommand[];
}

export interface IncidentLineAnswer {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly components: readonly string[];
  readonly status: IncidentItem['status'];
  readonly created_at: string;
  readonly created_by: string;
  readonly runbook?: string;
  readonly resource?: string;
  readonly resolved_at?: string;
}

export interface IncidentAnswer extends IncidentLineAnswer {
  readonly description: string;
  readonly resolved_by?: string;
  readonly resolution?: string;
  /** Triggers and blocks, those that are counted and not listed included. */
  readonly counts: { readonly trigger: number; readonly blocked: number };
  /** Ids, oldest first, of those that the timeline names. */
  readonly executions: readonly string[];
  readonly approvals: readonly string[];
  /** What a person can do about it; none once it is resolved. */
  readonly commands: readonly OfferedCommand[];
  /** The newest lines, oldest first. */
  readonly timeline: readonly TimelineAnswer[];
  /** There when there are older lines: `cursor` of GET /v1/incidents/{id}/timeline. */
  readonly timeline_cursor?: string;
}
