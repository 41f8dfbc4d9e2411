import * as v from 'valibot';
import { APPROVAL_STATUSES, DECISION_WAYS } from '../approval-item.ts';
import { auditLine } from '../approval-audit.ts';
import { executionTrigger } from '../runbook-execution.ts';
import { instant } from './answer.ts';

const OF_WAYS =
  'slack, step_functions and callback are how the decision came; console is what a request over the API says of itself, and whoever holds the token could say so';

const entries = {
  id: v.string(),
  execution_id: v.string(),
  runbook: v.string(),
  resource: v.string(),
  step: v.string(),
  step_name: v.string(),
  trigger: executionTrigger,
  summary: v.string(),
  plan: v.pipe(v.record(v.string(), v.unknown()), v.description('What is decided on, as data')),
  plan_hash: v.pipe(v.string(), v.description('To be sent with the decision: of the plan that was read')),
  status: v.picklist(APPROVAL_STATUSES),
  requested_at: instant,
  expires_at: instant,
  incident_id: v.exactOptional(v.string()),
  requested_by: v.exactOptional(v.pipe(v.string(), v.description('Who started it, and may not decide it'))),
  decided_at: v.exactOptional(instant),
  decided_by: v.exactOptional(v.string()),
  decided_via: v.exactOptional(v.pipe(v.picklist(DECISION_WAYS), v.description(OF_WAYS))),
  comment: v.exactOptional(v.string()),
};

/** A line of GET /v1/approvals */
export const approvalLineAnswer = v.object(entries);

/** GET /v1/approvals/{id} */
export const approvalAnswer = v.object({
  ...entries,
  audit: v.pipe(
    v.array(v.object({ ...auditLine.entries, at: instant })),
    v.description('Who did what, or tried to: the newest lines, oldest first'),
  ),
});
