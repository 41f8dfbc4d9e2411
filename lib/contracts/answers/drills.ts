import * as v from 'valibot';
import { drilledStep, drillItem } from '../drill-item.ts';
import { instant, type Answer } from './answer.ts';

const { by, reason, status } = drillItem.entries;

/** A line of GET /v1/drills */
export const drillLineAnswer = v.object({
  id: v.string(),
  ...{ by, reason, status },
  started_at: instant,
  ended_at: v.exactOptional(instant),
  gap_count: v.exactOptional(
    v.pipe(v.number(), v.description('Of all runbooks and steps, once it is complete')),
  ),
});

export type DrillLineAnswer = Answer<typeof drillLineAnswer>;

/** GET /v1/drills/{id} */
export const drillAnswer = v.object({
  ...drillLineAnswer.entries,
  runbooks: v.array(
    v.object({
      runbook: v.string(),
      execution_id: v.exactOptional(v.string()),
      input: v.exactOptional(v.record(v.string(), v.unknown())),
      status: v.picklist(['waiting', 'succeeded', 'failed', 'no_subject', 'not_ended']),
      milliseconds: v.exactOptional(v.number()),
      steps: v.array(drilledStep),
      gaps: v.array(v.string()),
    }),
  ),
  gaps: v.exactOptional(
    v.pipe(v.array(v.string()), v.description('Of what all runbooks need, such as the secrets of channels')),
  ),
  markdown: v.pipe(v.string(), v.description('The same as a page to read')),
});

export type DrillAnswer = Answer<typeof drillAnswer>;
