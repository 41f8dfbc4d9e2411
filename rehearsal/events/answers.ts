import * as v from 'valibot';

const text = v.string();
const items = <Schema extends v.GenericSchema>(schema: Schema) => v.object({ items: v.array(schema) });

const approval = v.object({
  id: text,
  runbook: text,
  status: text,
  summary: text,
  plan_hash: text,
  decided_by: v.exactOptional(text),
});

export type ApprovalSeen = v.InferOutput<typeof approval>;

/** What people see of a stage, as far as a rehearsal looks. */
export const ANSWERS = {
  traffic: v.object({
    weights: v.record(text, v.number()),
    downshifts: v.record(text, v.object({ to: text, reason: text })),
    breakers: v.array(v.object({ model: text, state: text })),
  }),
  approvals: items(approval),
  executions: items(v.object({ id: text, runbook: text, status: text, cause: v.exactOptional(text) })),
  incidents: items(v.object({ id: text, runbook: v.exactOptional(text), status: text, title: text })),
  incident: v.object({
    id: text,
    runbook: v.exactOptional(text),
    status: text,
    timeline: v.array(v.object({ id: text, kind: text, text })),
  }),
  checkpoints: items(v.object({ attempt: v.number(), step: v.number(), size_bytes: v.number() })),
  run: v.object({
    run_id: text,
    status: text,
    findings: v.array(v.object({ kind: text, attempt: v.number(), step: v.number(), detail: text })),
    lineage: v.array(v.object({ attempt: v.number(), step: v.number(), by: text, reason: text })),
  }),
} as const;
