import * as v from 'valibot';

/** What people see of a runbook, as far as a rehearsal looks. */
export const ANSWERS = {
  approval: v.object({
    id: v.string(),
    execution_id: v.string(),
    summary: v.string(),
    plan: v.record(v.string(), v.unknown()),
    plan_hash: v.string(),
    status: v.string(),
    decided_by: v.exactOptional(v.string()),
  }),
  execution: v.object({
    id: v.string(),
    status: v.string(),
    incident_id: v.exactOptional(v.string()),
    steps: v.array(v.object({ name: v.string(), status: v.string() })),
  }),
  incident: v.object({
    id: v.string(),
    title: v.string(),
    status: v.string(),
    timeline: v.array(v.object({ kind: v.string(), text: v.string() })),
  }),
} as const;

export const approvals = v.object({ items: v.array(ANSWERS.approval) });

export type ApprovalSeen = v.InferOutput<typeof ANSWERS.approval>;
export type ExecutionSeen = v.InferOutput<typeof ANSWERS.execution>;
export type IncidentSeen = v.InferOutput<typeof ANSWERS.incident>;
