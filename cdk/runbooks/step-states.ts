import type { RunbookStep } from '../../lib/contracts/runbook.ts';
import { FIXED_STATES, statesOf } from '../../lib/contracts/runbook-states.ts';
import { ASIDE } from '../../lib/contracts/step-timing.ts';
import type { State, States, TaskFunctions } from './definition.ts';
import { catchAll } from './failures.ts';
import { actingTask } from './tasks.ts';

/** Where a step's states lead. */
export interface Ways {
  readonly next: string;
  /** Where its failure leads once it has begun to act, and before. */
  readonly back: string;
  readonly backUnbegun: string;
}

/** A step that nobody is asked about. */
export function plainStates(functions: TaskFunctions, step: RunbookStep, ways: Ways): States {
  const { act, met, noteFailure } = statesOf(step.name);
  const goesOn = step.on_failure === 'continue';
  const task = actingTask(functions, step, {
    Assign: outputAs(step.id, '{% $states.result.Payload.output %}'),
    Next: step.on_unmet === undefined ? ways.next : met,
    Catch: catchAll(goesOn ? noteFailure : ways.back),
  });
  return [
    [act, task],
    ...(step.on_unmet === undefined ? [] : [[met, metChoice(step, ways)] as const]),
    ...(goesOn ? [[noteFailure, noteTask(functions, step, ways.next)] as const] : []),
  ];
}

export function outputAs(id: string, expression: string): object {
  return { [id]: expression };
}

/** Dry runs and drills go on whatever the check says, or they would never see more of the runbook than its beginning. */
function metChoice({ id, name, on_unmet }: RunbookStep, { next, backUnbegun }: Ways): State {
  const unmet = `{% $execution.mode = "live" and $not($${id}.met) %}`;
  const cause = `{% "${name}: " & $states.input.text %}`;
  const otherwise =
    on_unmet === 'end'
      ? { Condition: unmet, Next: FIXED_STATES.nothingToDo }
      : { Condition: unmet, Assign: { failure: { error: 'CheckUnmetError', cause } }, Next: backUnbegun };
  return { Type: 'Choice', Choices: [otherwise], Default: next };
}

/** Whether it can be noted or not, the runbook goes on. */
function noteTask(functions: TaskFunctions, { id, name }: RunbookStep, next: string): State {
  const text = '{% "failed, and the runbook goes on: " & $failure.error & ": " & $failure.cause %}';
  const note = { id: `note_${id}`, name, action: 'incident.note', inputs: { text }, ...ASIDE };
  return actingTask(functions, note, { Next: next, Catch: [{ ErrorEquals: ['States.ALL'], Next: next }] });
}
