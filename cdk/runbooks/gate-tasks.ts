import { askSeconds, ASIDE, timingOf } from '../../lib/contracts/step-timing.ts';
import type { CompilerSettings, State, TaskFunctions } from './definition.ts';
import { retryAsking, retryPassing } from './retry.ts';
import { invoke, requestOf, type Doing, type Onward } from './task-state.ts';

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
    { operation: 'confirm', callback: '{% $callback %}', error: '{% $closing %}', ...question(doing) },
    { TimeoutSeconds: timingOf(ASIDE).trySeconds, Retry: retryPassing(ASIDE), ...onward },
  );
}

function question(doing: Doing): object {
  return { request: requestOf(doing), plan: '{% $plan %}', asking: '{% $asking %}' };
}
