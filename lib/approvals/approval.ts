import type { GateRequest } from '../contracts/approval-gate.ts';
import type { ApprovalItem } from '../contracts/approval-item.ts';
import { derivedUlid } from '../shared/derived-id.ts';

/** What a step of an execution asks, for the so-many-th time. */
export type Question = Pick<GateRequest, 'request' | 'plan' | 'asking'>;

/** The same for everyone who asks the same. */
export function approvalIdOf({ request: { execution, step }, asking }: Question): string {
  const { execution_id, trigger } = execution;
  return derivedUlid(Date.parse(trigger.at), 'approval', execution_id, step.id, String(asking));
}

export function newApproval(question: Question, now: number, timeoutMs: number): ApprovalItem {
  const {
    request: { execution, step },
    plan,
  } = question;
  const { trigger, incident_id } = execution;
  return {
    approval_id: approvalIdOf(question),
    execution_id: execution.execution_id,
    runbook: execution.runbook,
    resource: execution.resource,
    step: step.id,
    step_name: step.name,
    trigger,
    ...(incident_id !== undefined && { incident_id }),
    ...(trigger.kind === 'person' && { requested_by: trigger.by }),
    summary: plan.summary,
    plan: plan.facts,
    protects: plan.protects ?? [],
    plan_hash: plan.plan_hash,
    status: 'pending',
    requested_at: now,
    expires_at: now + timeoutMs,
    callback: 'none',
  };
}

/** Whether time is up, whoever has noted it. */
export function isLate({ expires_at }: ApprovalItem, now: number): boolean {
  return now >= expires_at;
}
