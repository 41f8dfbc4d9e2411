import * as v from 'valibot';
import { SEVERITIES, TIMELINE_KINDS } from '../incident-item.ts';
import { offeredCommand } from '../offered-command.ts';
import { instant, wholeNumber, type Answer } from './answer.ts';

/** A line of GET /v1/incidents/{id}/timeline */
export const timelineAnswer = v.object({
  id: v.string(),
  at: instant,
  kind: v.picklist(TIMELINE_KINDS),
  text: v.string(),
  actor: v.string(),
  execution_id: v.exactOptional(v.string()),
  approval_id: v.exactOptional(v.string()),
  offers: v.exactOptional(
    v.pipe(
      v.array(offeredCommand),
      v.description('What could be done about it then; `commands` of the incident are those of now'),
    ),
  ),
});

const entries = {
  id: v.pipe(v.string(), v.description('INC- and a ULID')),
  title: v.string(),
  severity: v.picklist(SEVERITIES),
  components: v.array(v.string()),
  status: v.picklist(['open', 'resolved']),
  created_at: instant,
  created_by: v.string(),
  runbook: v.exactOptional(v.string()),
  resource: v.exactOptional(v.string()),
  resolved_at: v.exactOptional(instant),
};

/** A line of GET /v1/incidents */
export const incidentLineAnswer = v.object(entries);

/** GET /v1/incidents/{id} */
export const incidentAnswer = v.object({
  ...entries,
  description: v.string(),
  resolved_by: v.exactOptional(v.string()),
  resolution: v.exactOptional(v.string()),
  counts: v.pipe(
    v.object({ trigger: wholeNumber, blocked: wholeNumber }),
    v.description('Triggers and blocks, those that are counted and not listed included'),
  ),
  executions: v.pipe(
    v.array(v.string()),
    v.description('Ids of those that the timeline names, oldest first'),
  ),
  approvals: v.pipe(v.array(v.string()), v.description('Ids of those that the timeline names, oldest first')),
  commands: v.pipe(
    v.array(offeredCommand),
    v.description('What a person can do about it; none once it is resolved'),
  ),
  timeline: v.pipe(v.array(timelineAnswer), v.description('The newest lines, oldest first')),
  timeline_cursor: v.exactOptional(
    v.pipe(v.string(), v.description('There are older lines: `cursor` of the timeline')),
  ),
});

export type TimelineAnswer = Answer<typeof timelineAnswer>;

export type IncidentLineAnswer = Answer<typeof incidentLineAnswer>;

export type IncidentAnswer = Answer<typeof incidentAnswer>;
