import type { ExecutionInput } from '../../../lib/contracts/runbook-execution.ts';
import type { StepRequest } from '../../../lib/contracts/runbook-step.ts';

export const ENTERED_AT = '2026-03-01T12:00:00.000Z';

export function anExecution(over: Partial<ExecutionInput> = {}): ExecutionInput {
  return {
    execution_id: '01JNF3N8000000000000000001',
    runbook: 'a_runbook',
    mode: 'live',
    resource: 'run#ppo-1',
    fence: 3,
    incident_id: 'INC-01JNF3N8000000000000000002',
    trigger: { kind: 'alarm', by: 'RewardRunaway', at: '2026-03-01T11:59:00.000Z' },
    input: { run_id: 'ppo-1' },
    ...over,
  };
}

export function aStepRequest(over: Partial<StepRequest> = {}): StepRequest {
  return {
    execution: anExecution(),
    step: {
      id: 'note_it',
      name: 'Note it',
      action: 'incident.note',
      inputs: { text: 'hello' },
      timeout_seconds: 60,
    },
    entered_at: ENTERED_AT,
    ...over,
  };
}
