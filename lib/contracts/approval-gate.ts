import * as v from 'valibot';
import { stepPlan, stepRequest } from './runbook-step.ts';

const text = v.pipe(v.string(), v.nonEmpty());

/** The plan as `runbook-plans` answered with it. */
const planned = v.object({ ...stepPlan.entries, text, plan_hash: text });

const question = {
  request: stepRequest,
  plan: planned,
  /** 1 for the first asking, more when the plan has changed since, or a raw callback did not count. */
  asking: v.pipe(v.number(), v.integer(), v.minValue(1)),
};

/** How the asking task was closed. It tells who answered nothing: that is what the record is for. */
const callback = v.picklist(['success', 'failure']);

export type Callback = v.InferOutput<typeof callback>;

/**
 * What a runbook's state machine sends to `approval-gate`. `ask` records the approval, and the token that closes the task;
 * the same question again is the same approval with a newer token. `confirm` follows whatever closed the task and answers
 * with a `Confirmation` if the record says approved for this plan; else it throws:
 * ApprovalRejectedError, ApprovalExpiredError, ApprovalNotCountedError (asked again), PlanChangedError (asked again).
 */
export const gateRequest = v.variant('operation', [
  v.object({ operation: v.literal('ask'), token: text, ...question }),
  // Without it, of a machine from before this was told, the task counts as failed.
  v.object({
    operation: v.literal('confirm'),
    callback: v.exactOptional(callback),
    /** The name of the error that it failed with. */
    error: v.exactOptional(v.string()),
    ...question,
  }),
]);

export type GateRequest = v.InferOutput<typeof gateRequest>;

/** What closed the asking task. */
export interface Closing {
  readonly callback: Callback;
  readonly error?: string | undefined;
}

export interface Confirmation {
  readonly approval_id: string;
  readonly decided_by: string;
}
