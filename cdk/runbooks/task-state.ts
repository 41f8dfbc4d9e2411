import type { RunbookStep } from '../../lib/contracts/runbook.ts';
import type { Timed } from '../../lib/contracts/step-timing.ts';
import type { State } from './definition.ts';

/** A step or a compensation. */
export type Doing = Timed & Pick<RunbookStep, 'id' | 'name' | 'action' | 'inputs' | 'when' | 'stays'>;

/** Where a task goes on. */
export interface Onward {
  readonly Next: string;
  readonly Catch: readonly object[];
  readonly Assign?: object;
}

const PAYLOAD_OF_RESULT = '{% $states.result.Payload %}';

/** `stepRequest` of lib/contracts. */
export function requestOf({ id, name, action, inputs, timeout_seconds, when, stays }: Doing): object {
  return {
    execution: '{% $execution %}',
    step: {
      ...{ id, name, action, inputs, timeout_seconds },
      ...(when !== undefined && conditionOf(when)),
      ...(stays !== undefined && { stays }),
    },
    entered_at: '{% $states.context.State.EnteredTime %}',
  };
}

/** Evaluated by the task, whose errors are caught: those of a Choice are not. What is not true does not hold. */
function conditionOf(when: string): object {
  const condition = when.slice(2, -2).trim();
  return { when: { condition, holds: `{% (${condition}) = true %}` } };
}

/** The output is the function's answer. */
export function invoke(functionName: string, payload: object, rest: object): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionName, Payload: payload },
    Output: PAYLOAD_OF_RESULT,
    ...rest,
  };
}
