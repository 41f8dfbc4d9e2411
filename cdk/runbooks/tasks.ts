import type { RunbookStep } from '../../lib/contracts/runbook.ts';
import { askSeconds, ASIDE, timingOf, type Timed } from '../../lib/contracts/step-timing.ts';
import type { CompilerSettings, State, TaskFunctions } from './definition.ts';
import { retryActing, retryAsking, retryPassing } from './retry.ts';

/** A step or a compensation. */
export type Doing = Timed & Pick<RunbookStep, 'id' | 'name' | 'action' | 'inputs'>;

/** Where a task goes on. */
export interface Onward {
  readonly Next: string;
  readonly Catch: readonly object[];
  readonly Assign?: object;
}

const PAYLOAD_OF_RESULT = '{% $states.result.Payload %}';

/** Acts when the execution is live, plans when it is a dry run or a drill: in another function, whose role can't write. */
export function actingTask(functions: TaskFunctions, doing: Doing, onward: Onward): State {
  const functionName = `{% $execution.mode = "live" ? "${functions.steps}" : "${functions.plans}" %}`;
  return invoke(functionName, requestOf(doing), {
    TimeoutSeconds: timingOf(doing).trySeconds,
    Retry: retryActing(doing),
    ...onward,
  });
}

/** Acts on the plan that was approved, and on no other. */
export function approvedTask({ steps }: TaskFunctions, doing: Doing, onward: Onward): State {
  const payload = { ...requestOf(doing), approved_plan_hash: '{% $plan.plan_hash %}' };
  return invoke(steps, payload, {
    TimeoutSeconds: timingOf(doing).trySeconds,
    Retry: retryActing(doing),
    ...onward,
  });
}

export function planningTask({ plans }: TaskFunctions, doing: Doing, onward: Onward): State {
  return invoke(plans, requestOf(doing), {
    TimeoutSeconds: timingOf(doing).trySeconds,
    Retry: retryPassing(doing),
    ...onward,
  });
}

/** Waits until somebody has decided: the record's own end comes before that of the task. */
export function askingTask(settings: CompilerSettings, doing: Doing, onward: Onward): State {
  const payload = { operation: 'ask', token: '{% $states.context.Task.Token %}', ...question(doing) };
  return {
    ...invoke(settings.functions.approvalGate, payload, {
      TimeoutSeconds: askSeconds(settings.approvalTimeoutSeconds),
      Retry: retryAsking(ASIDE),
      ...onward,
    }),
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    // What closes the task is not believed: the record is read instead, and told only whether it was a success.
    Output: {},
  };
}

export function confirmingTask({ approvalGate }: TaskFunctions, doing: Doing, onward: Onward): State {
  return invoke(
    approvalGate,
    { operation: 'confirm', callback: '{% $callback %}', ...question(doing) },
    { TimeoutSeconds: timingOf(ASIDE).trySeconds, Retry: retryPassing(ASIDE), ...onward },
  );
}

function question(doing: Doing): object {
  return { request: requestOf(doing), plan: '{% $plan %}', asking: '{% $asking %}' };
}

/** `stepRequest` of lib/contracts. */
function requestOf({ id, name, action, inputs, timeout_seconds }: Doing): object {
  return {
    execution: '{% $execution %}',
    step: { id, name, action, inputs, timeout_seconds },
    entered_at: '{% $states.context.State.EnteredTime %}',
  };
}

function invoke(functionName: string, payload: object, rest: object): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionName, Payload: payload },
    Output: PAYLOAD_OF_RESULT,
    ...rest,
  };
}
