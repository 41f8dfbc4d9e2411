import type { Finding } from '../../problem.ts';
import type { RunbookSection, StepSection } from './sections.ts';
import { contractOf, stepsOf } from './steps.ts';

/** Says what was done: it does not undo what was verified before. */
const NOTE = 'incident.note';

/** Success means that the incident is over only where a step after the last change could have failed the runbook. */
export function verificationFindings(runbook: RunbookSection): Finding[] {
  if (runbook.incident.resolve !== 'when_verified') return [];
  const steps = stepsOf(runbook).map(({ step }) => step);
  if (steps.slice(steps.findLastIndex(isChange) + 1).some(verifies)) return [];
  return [
    {
      path: ['incident', 'resolve'],
      found: '"when_verified"',
      allowed: 'by_person, or a step after the last change that stops the runbook when it has not helped',
    },
  ];
}

function isChange(step: StepSection): boolean {
  return step.action !== NOTE && contractOf(step).kind === 'change';
}

function verifies(step: StepSection): boolean {
  const { kind } = contractOf(step);
  return kind === 'check' ? step.on_unmet === 'fail' : kind === 'read' && step.on_failure === 'stop';
}
