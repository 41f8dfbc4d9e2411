import * as v from 'valibot';
import { DECISIONS } from './approval-audit.ts';
import { APPROVAL_STATUSES } from './approval-item.ts';
import { pageQuery } from './page-query.ts';
import { text } from './text.ts';

const decided = {
  decision: v.picklist(DECISIONS),
  /** Of the plan that was read. */
  plan_hash: v.pipe(v.string(), v.minLength(1, 'a plan_hash'), v.maxLength(200, 'a plan_hash')),
  comment: v.exactOptional(text),
};

/** POST /v1/approvals/{id}/decision */
export const decisionRequest = v.strictObject(decided);

/** GET /v1/approvals */
export const approvalsQuery = v.strictObject({
  ...pageQuery,
  status: v.exactOptional(v.picklist(APPROVAL_STATUSES)),
});

export const approvalId = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'a ULID'));

/** What the state machine `decide-approval` calls `approval-decisions` with. */
export const machineDecision = v.object({
  ...decided,
  approval_id: approvalId,
  /** ARN of the execution: who has started it, CloudTrail knows. */
  actor: v.pipe(v.string(), v.nonEmpty()),
});
