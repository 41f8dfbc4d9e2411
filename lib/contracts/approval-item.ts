import * as v from 'valibot';
import { executionTrigger } from './runbook-execution.ts';
import { stepPlan } from './runbook-step.ts';

export const APPROVAL_STATUSES = ['pending', 'approved', 'rejected', 'expired'] as const;

export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

export const DECISION_WAYS = ['api', 'console', 'slack', 'step_functions', 'callback'] as const;

export type DecisionWay = (typeof DECISION_WAYS)[number];

/** Milliseconds since the epoch. */
const time = v.number();

/**
 * `pk = approval#<id>`, `sk = approval`. The task token lies in a partition of its own, which who reads the
 * approval may not read.
 */
export const approvalItem = v.object({
  /** A ULID that follows from execution, step and how often was asked: a repeated question is the same approval. */
  approval_id: v.string(),
  execution_id: v.string(),
  runbook: v.string(),
  resource: v.string(),
  step: v.string(),
  /** Name of the step, as people read it. */
  step_name: v.string(),
  /** What started the execution: why anything is to be done at all. */
  trigger: executionTrigger,
  incident_id: v.exactOptional(v.string()),
  /** Who started the execution by hand: may not approve it. */
  requested_by: v.exactOptional(v.string()),
  summary: v.string(),
  plan: stepPlan.entries.facts,
  protects: v.optional(stepPlan.entries.protects.wrapped, []),
  plan_hash: v.string(),
  status: v.picklist(APPROVAL_STATUSES),
  requested_at: time,
  expires_at: time,
  decided_at: v.exactOptional(time),
  decided_by: v.exactOptional(v.string()),
  decided_via: v.exactOptional(v.picklist(DECISION_WAYS)),
  comment: v.exactOptional(v.string()),
  /** When people were told that it runs out. */
  warned_at: v.exactOptional(time),
  /** Whether the state machine has been told: `due` is sent again until Step Functions has taken it. */
  callback: v.picklist(['none', 'due', 'done']),
});

export type ApprovalItem = v.InferOutput<typeof approvalItem>;
