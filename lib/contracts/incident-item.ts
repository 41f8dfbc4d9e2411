import * as v from 'valibot';
import { NOTIFICATION_KINDS } from './notification.ts';
import { offeredCommand } from './offered-command.ts';

/** 1 is the worst. */
export const SEVERITIES = ['sev1', 'sev2', 'sev3', 'sev4'] as const;

export type Severity = (typeof SEVERITIES)[number];

export const TIMELINE_KINDS = [
  'opened',
  'trigger',
  'blocked',
  'step',
  'approval',
  'warning',
  'failed',
  'ended',
  'note',
  'escalated',
  'resolved',
] as const;

export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Milliseconds since the epoch. */
const time = v.number();

/** `pk = incident#<id>`, `sk = incident`. Its lines lie beside it and are only ever added. */
export const incidentItem = v.object({
  /** INC-<ulid>. */
  incident_id: v.string(),
  title: v.string(),
  description: v.string(),
  severity: v.picklist(SEVERITIES),
  components: v.array(v.string()),
  status: v.picklist(['open', 'resolved']),
  created_at: time,
  created_by: v.string(),
  /** What opened it: further triggers of the same two are added to it while it is open. */
  runbook: v.exactOptional(v.string()),
  resource: v.exactOptional(v.string()),
  /** Grows by one with each change of a person, and when it is resolved: its ETag. */
  version: v.number(),
  resolved_at: v.exactOptional(time),
  resolved_by: v.exactOptional(v.string()),
  resolution: v.exactOptional(v.string()),
  /** When people were told again since nobody had seen to it: once, and once more after each execution that goes on with it. */
  unattended_at: v.exactOptional(time),
  /** How many lines of these kinds were added, those that are only counted included: see bounded-lines.ts. */
  trigger_count: v.exactOptional(v.number()),
  blocked_count: v.exactOptional(v.number()),
});

export type IncidentItem = v.InferOutput<typeof incidentItem>;

/** `sk = line#<id>`, and the id a ULID: oldest first. The same id is the same line, so a repetition adds nothing. */
export const timelineLine = v.object({
  id: v.string(),
  at: time,
  kind: v.picklist(TIMELINE_KINDS),
  text: v.string(),
  actor: v.string(),
  execution_id: v.exactOptional(v.string()),
  approval_id: v.exactOptional(v.string()),
  /** What a person can do about it while the incident is open. */
  offers: v.exactOptional(v.array(offeredCommand)),
  /** What a runbook has left so, and a person has to turn back: said again when the incident is resolved by itself. */
  stays: v.exactOptional(v.string()),
  /** People are told of this line as this. */
  notify: v.exactOptional(v.picklist(NOTIFICATION_KINDS)),
});

export type TimelineLine = v.InferOutput<typeof timelineLine>;
