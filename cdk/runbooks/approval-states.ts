import { statesOf } from '../../lib/contracts/runbook-states.ts';
import type { RunbookStep } from '../../lib/contracts/runbook.ts';
import { MOST_ASKINGS } from '../../lib/contracts/step-timing.ts';
import type { CompilerSettings, States } from './definition.ts';
import { catchAll, catchSome } from './failures.ts';
import { outputAs, type Ways } from './step-states.ts';
import { askingTask, confirmingTask } from './gate-tasks.ts';
import { approvedTask, passingTask, planningTask } from './tasks.ts';

/** There is no decision on what the step would do now: it is planned and asked anew. */
const ASKED_AGAIN = ['PlanChangedError', 'ApprovalNotCountedError'];

/**
 * A step that a person approves: plan, ask, confirm, act. A dry run has the plan and goes on; nobody is asked about what
 * is not needed. Whatever closes the asking
 * task, a time-out or a stranger's callback included, it is the record that confirms.
 */
export function approvalStates(settings: CompilerSettings, step: RunbookStep, ways: Ways): States {
  const { functions } = settings;
  const { next, back, backUnbegun } = ways;
  const { plan, onlyPlanned, ask, confirm, act, askAgain, notNeeded } = statesOf(step.name);
  const again = catchSome(ASKED_AGAIN, askAgain);
  const toPlan = {
    Assign: { plan: '{% $states.result.Payload %}', asking: '{% $asking + 1 %}' },
    Next: onlyPlanned,
    Catch: catchAll(backUnbegun),
  };
  const dryRun = {
    Condition: '{% $execution.mode != "live" %}',
    Assign: { ...outputAs(step.id, '{% $plan.output %}'), asking: 0 },
    Next: next,
  };
  const isConditional = step.when !== undefined;
  const unneeded = isConditional ? [{ Condition: '{% $plan.is_needed = false %}', Next: notNeeded }] : [];
  const unanswered = {
    ErrorEquals: ['States.ALL'],
    Assign: { callback: 'failure', closing: '{% $states.errorOutput.Error %}' },
    Next: confirm,
  };
  const answered = {
    Assign: { callback: 'success', closing: '{% "" %}' },
    Next: confirm,
    Catch: [...again, unanswered],
  };
  const toAct = {
    Assign: { ...outputAs(step.id, '{% $states.result.Payload.output %}'), asking: 0 },
    Next: next,
    Catch: [...again, ...catchAll(back)],
  };
  const onceMore = { Condition: `{% $asking < ${MOST_ASKINGS} %}`, Next: plan };
  return [
    [plan, planningTask(functions, step, toPlan)],
    [onlyPlanned, { Type: 'Choice', Choices: [dryRun, ...unneeded], Default: ask }],
    ...(isConditional
      ? [[notNeeded, passingTask(functions, step, { Next: next, Catch: catchAll(backUnbegun) })] as const]
      : []),
    [ask, askingTask(settings, step, answered)],
    [confirm, confirmingTask(functions, step, { Next: act, Catch: [...again, ...catchAll(backUnbegun)] })],
    [act, approvedTask(functions, step, toAct)],
    [askAgain, { Type: 'Choice', Choices: [onceMore], Default: backUnbegun }],
  ];
}
