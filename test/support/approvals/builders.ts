import { newApproval, type Question } from '../../../lib/approvals/approval.ts';
import type { ApprovalItem } from '../../../lib/contracts/approval-item.ts';
import type { ExecutionInput } from '../../../lib/contracts/runbook-execution.ts';
import { derivedUlid } from '../../../lib/shared/derived-id.ts';

/** 2026-02-01T00:00:00Z */
export const ASKED_AT = 1_769_904_000_000;
export const TIMEOUT_MS = 3_600_000;
export const INCIDENT = 'INC-01KGB5N600ZZZZZZZZZZZZZZZZ';

export function anExecution(change: Partial<ExecutionInput> = {}): ExecutionInput {
  return {
    execution_id: derivedUlid(ASKED_AT, 'execution'),
    runbook: 'rl_reward_runaway_rollback',
    mode: 'live',
    resource: 'run#run-1',
    fence: 3,
    incident_id: INCIDENT,
    trigger: { kind: 'alarm', by: 'RewardRunaway', at: new Date(ASKED_AT).toISOString() },
    input: { run_id: 'run-1' },
    ...change,
  };
}

export function aQuestion(
  change: {
    readonly execution?: Partial<ExecutionInput>;
    readonly asking?: number;
    readonly hash?: string;
  } = {},
): Question {
  return {
    request: {
      execution: anExecution(change.execution),
      step: {
        id: 'roll_back',
        name: 'Roll back to the stable checkpoint',
        action: 'training.roll_back',
        inputs: {},
        timeout_seconds: 300,
      },
      entered_at: new Date(ASKED_AT).toISOString(),
    },
    plan: {
      text: 'would roll back',
      summary: 'This will roll back training to step 4500 (2 hours ago)',
      facts: { run_id: 'run-1', step: 4500, loss: 1e-200 },
      protects: [{ kind: 'checkpoint', run_id: 'run-1', attempt: 1, step: 4500 }],
      output: {},
      plan_hash: change.hash ?? 'sha256:plan',
    },
    asking: change.asking ?? 1,
  };
}

export function anApproval(change: Partial<ApprovalItem> = {}): ApprovalItem {
  return { ...newApproval(aQuestion(), ASKED_AT, TIMEOUT_MS), ...change };
}
