import * as v from 'valibot';

/** Milliseconds since the epoch. */
const time = v.number();

/** A step of a runbook as the drill planned it. */
export const drilledStep = v.object({
  id: v.string(),
  name: v.string(),
  /** `missing`: the execution never came to it. */
  status: v.picklist(['planned', 'failed', 'missing']),
  milliseconds: v.exactOptional(v.number()),
  /** What it would do. */
  plan: v.exactOptional(v.string()),
  gaps: v.array(v.string()),
});

export type DrilledStep = v.InferOutput<typeof drilledStep>;

/** A runbook of the drill. */
export const drilledRunbook = v.object({
  runbook: v.string(),
  /** Absent where there was nothing to drill it with. */
  execution_id: v.exactOptional(v.string()),
  /** JSON. */
  input: v.exactOptional(v.string()),
  status: v.picklist(['waiting', 'succeeded', 'failed', 'no_subject', 'not_ended']),
  milliseconds: v.exactOptional(v.number()),
  steps: v.array(drilledStep),
  gaps: v.array(v.string()),
});

export type DrilledRunbook = v.InferOutput<typeof drilledRunbook>;

/** `pk = drill#<id>`, `sk = drill`; its line in the list is the same without `runbooks`. */
export const drillItem = v.object({
  /** A ULID; of the schedule it follows from when it was due. */
  drill_id: v.string(),
  by: v.string(),
  reason: v.string(),
  /** Of a person's request: a repetition of it is the same drill. */
  request: v.exactOptional(v.string()),
  status: v.picklist(['running', 'complete']),
  started_at: time,
  ended_at: v.exactOptional(time),
  /** Once complete: of all runbooks and their steps, and of what all need. */
  gap_count: v.exactOptional(v.number()),
  runbooks: v.array(drilledRunbook),
  /** Of what all runbooks need. */
  gaps: v.exactOptional(v.array(v.string())),
});

export type DrillItem = v.InferOutput<typeof drillItem>;

export const drillSummary = v.omit(drillItem, ['runbooks', 'gaps']);

export type DrillSummary = v.InferOutput<typeof drillSummary>;

/** `pk = drills#state`: since when somebody looks, and when the newest complete drill ended. */
export const drillState = v.object({ since: time, completed_at: v.exactOptional(time) });

export type DrillState = v.InferOutput<typeof drillState>;
