import { ASIDE, timingOf } from '../../lib/contracts/step-timing.ts';
import type { State, TaskFunctions } from './definition.ts';
import { retryActing, retryPassing } from './retry.ts';
import { invoke, requestOf, type Doing, type Onward } from './task-state.ts';

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

/** Says that a step is passed over. Not by its own task, which could act: what nobody has approved must not be in reach. */
export function passingTask({ steps }: TaskFunctions, doing: Doing, onward: Onward): State {
  const { id, name, timeout_seconds, poll_seconds, when } = doing;
  const inert = {
    ...{ id, name, timeout_seconds, poll_seconds, ...(when !== undefined && { when }) },
    ...{ action: 'incident.note', inputs: { text: '{% $plan.summary %}' } },
  };
  return invoke(steps, requestOf(inert), {
    TimeoutSeconds: timingOf(ASIDE).trySeconds,
    Retry: retryPassing(ASIDE),
    ...onward,
  });
}
