import type { Runbook, RunbookStep } from '../../lib/contracts/runbook.ts';
import { FIXED_STATES, NOTHING_TO_DO, statesOf } from '../../lib/contracts/runbook-states.ts';
import { approvalStates } from './approval-states.ts';
import { WayBack } from './compensation-states.ts';
import type { CompilerSettings, Definition, State, States } from './definition.ts';
import { FAILED } from './failures.ts';
import { plainStates } from './step-states.ts';

const { begin, done, nothingToDo, failed } = FIXED_STATES;

/**
 * A runbook as a Standard state machine. Its steps follow each other; a failure leads over the compensations of what has
 * begun to Fail, never to Succeed. Variables: `$execution` (the input), `$<step id>` (outputs of steps), `$failure`.
 */
export function compileRunbook(runbook: Runbook, settings: CompilerSettings): Definition {
  const { steps } = runbook;
  const wayBack = new WayBack(runbook, settings.functions);
  const entries = [...steps.map(firstState), done];
  const states: States = [
    [begin, beginning(entries[0] ?? done)],
    ...steps.flatMap((step, index) => {
      const next = entries[index + 1] ?? done;
      const ways = { next, back: wayBack.from(index), backUnbegun: wayBack.from(index - 1) };
      return step.approval
        ? approvalStates(settings, step, ways)
        : plainStates(settings.functions, step, ways);
    }),
    ...wayBack.states(),
    ...ends(runbook),
  ];
  return {
    Comment: runbook.title,
    QueryLanguage: 'JSONata',
    StartAt: begin,
    TimeoutSeconds: runbook.timeout_seconds,
    States: Object.fromEntries(states),
  };
}

function firstState({ name, approval }: RunbookStep): string {
  const { plan, act } = statesOf(name);
  return approval ? plan : act;
}

function beginning(next: string): State {
  return {
    Type: 'Pass',
    Assign: { execution: '{% $states.input %}', asking: 0, untaken: '{% "" %}' },
    Next: next,
  };
}

/** Those that something leads to. */
function ends({ steps }: Runbook): States {
  const canEndEarly = steps.some(({ on_unmet }) => on_unmet === 'end');
  const canFail = steps.some(({ on_failure, on_unmet }) => on_failure === 'stop' || on_unmet === 'fail');
  return [
    [done, { Type: 'Succeed' }],
    ...(canEndEarly ? [[nothingToDo, { Type: 'Succeed', Output: NOTHING_TO_DO }] as const] : []),
    ...(canFail ? [[failed, FAILED] as const] : []),
  ];
}
