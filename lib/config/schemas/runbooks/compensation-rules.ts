import type { Finding } from '../../problem.ts';
import { canStop, contractOf, stepsOf, type NumberedStep } from './steps.ts';
import type { RunbookSection } from './sections.ts';

/**
 * A change that a failure can follow, its own included, says how it is taken back or why it is not. A compensation that
 * no failure leads to would be a state that is never reached.
 */
export function compensationFindings(runbook: RunbookSection): Finding[] {
  const steps = stepsOf(runbook);
  return steps.flatMap((step, index) => {
    const isFollowed = steps.slice(index).some((later) => canStop(later.step));
    return [
      ...missing(step, isFollowed),
      ...unreachable(step, isFollowed),
      ...wrongKind(step),
      ...staying(step),
    ];
  });
}

function missing({ step, path }: NumberedStep, isFollowed: boolean): Finding[] {
  const count = Object.keys(step.compensation).length;
  const isSaid = count > 0 || step.no_compensation !== undefined;
  if (count > 0 && step.no_compensation !== undefined)
    return [
      { path: [...path, 'no_compensation'], found: 'a reason', allowed: 'nothing beside a compensation' },
    ];
  if (contractOf(step).kind !== 'change' || !isFollowed || isSaid) return [];
  const allowed = 'the steps that take it back, or no_compensation with the reason';
  return [{ path: [...path, 'compensation'], found: 'nothing', allowed }];
}

/** What is taken back, or was never done, does not stay. */
function staying({ step, path }: NumberedStep): Finding[] {
  if (step.stays === undefined) return [];
  const at = [...path, 'stays'];
  if (contractOf(step).kind !== 'change')
    return [{ path: at, found: 'a text', allowed: `nothing: ${step.action} changes nothing` }];
  if (Object.keys(step.compensation).length === 0) return [];
  return [{ path: at, found: 'a text', allowed: 'nothing beside a compensation, which takes it back' }];
}

function unreachable({ step, path }: NumberedStep, isFollowed: boolean): Finding[] {
  if (isFollowed) return [];
  return Object.keys(step.compensation).map((id) => ({
    path: [...path, 'compensation', id],
    found: 'a step that is never reached',
    allowed: 'none: neither this step nor a later one stops the runbook',
  }));
}

function wrongKind({ step, path }: NumberedStep): Finding[] {
  const { kind } = contractOf(step);
  const taken = Object.entries(step.compensation);
  const inner = taken
    .filter(([, { action }]) => contractOf({ ...step, action }).kind === 'check')
    .map(([id, { action }]) => ({
      path: [...path, 'compensation', id, 'action'],
      found: `"${action}"`,
      allowed: 'no check: a compensation takes back, it does not judge',
    }));
  if (kind === 'change' || taken.length === 0) return inner;
  return [
    ...inner,
    { path: [...path, 'compensation'], found: 'steps', allowed: `none: ${step.action} changes nothing` },
  ];
}
