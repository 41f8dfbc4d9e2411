import type { ExecutionItem } from '../../lib/contracts/execution-item.ts';
import type {
  ExecutionAnswer,
  ExecutionLineAnswer,
  RunbookAnswer,
} from '../../lib/contracts/answers/runbooks.ts';
import type { ExecutionStatus } from '../../lib/contracts/runbook-execution.ts';
import type { Runbook } from '../../lib/contracts/runbook.ts';
import type { StepRecord } from '../../lib/runbooks/ports.ts';

export function runbookAnswer(runbook: Runbook, openExecution: string | undefined): RunbookAnswer {
  const { id, title, severity, automation, expected_recovery_seconds } = runbook;
  const { components, inputs, manual_recovery, prevention } = runbook;
  return {
    ...{ id, title, severity, automation, expected_recovery_seconds },
    ...{ components, inputs, manual_recovery, prevention },
    triggers: runbook.triggers.map(({ alarm, for_each }) => ({
      alarm,
      ...(for_each !== undefined && { for_each }),
    })),
    steps: runbook.steps.map(({ id: step, name, action, when, approval, on_failure, timeout_seconds }) => ({
      id: step,
      name,
      action,
      ...(when !== undefined && { when }),
      approval,
      on_failure,
      timeout_seconds,
    })),
    ...(openExecution !== undefined && { open_execution: openExecution }),
  };
}

/** @param approvalId of the approval that it waits for */
export function executionLine(execution: ExecutionItem, approvalId: string | undefined): ExecutionLineAnswer {
  const { execution_id: id, runbook, mode, resource, trigger } = execution;
  const { created_at, ended_at, incident_id, error, cause } = execution;
  const isWaiting = ended_at === undefined && approvalId !== undefined;
  return {
    ...{ id, runbook, mode, resource, trigger },
    status: statusOf(execution, isWaiting),
    started_at: iso(created_at),
    ...(ended_at !== undefined && { ended_at: iso(ended_at) }),
    ...(incident_id !== undefined && { incident_id }),
    ...(isWaiting && { approval_id: approvalId }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}

export function executionAnswer(
  execution: ExecutionItem,
  approvalId: string | undefined,
  steps: readonly StepRecord[],
): ExecutionAnswer {
  const { input, stop } = execution;
  return {
    ...executionLine(execution, approvalId),
    input,
    ...(stop && { stopped_by: { ...stop, at: iso(stop.at) } }),
    steps: steps.map(({ startedAt, endedAt, ...step }) => ({
      ...step,
      started_at: iso(startedAt),
      ...(endedAt !== undefined && { ended_at: iso(endedAt) }),
    })),
  };
}

function statusOf({ status }: ExecutionItem, isWaiting: boolean): ExecutionStatus {
  if (isWaiting) return 'waiting_approval';
  return status === 'starting' ? 'running' : status;
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
