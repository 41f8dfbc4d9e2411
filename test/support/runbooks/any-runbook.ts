import fc from 'fast-check';
import type { Runbook, RunbookStep } from '../../../lib/contracts/runbook.ts';
import { aRunbook } from './builders.ts';

interface Drawn {
  readonly kind: 'check' | 'read' | 'change';
  readonly approval: boolean;
  readonly isConditional: boolean;
  readonly goesOn: boolean;
  readonly fails: boolean;
  readonly compensations: number;
  readonly polls: number;
  readonly poll_seconds: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom('check', 'read', 'change'),
  approval: fc.boolean(),
  isConditional: fc.boolean(),
  goesOn: fc.boolean(),
  fails: fc.boolean(),
  compensations: fc.integer({ min: 0, max: 2 }),
  polls: fc.integer({ min: 1, max: 40 }),
  poll_seconds: fc.constantFrom(1, 2, 5, 30),
});

/** Any runbook that the rules of lib/config take: their own tests say what they refuse. */
export const anyRunbook: fc.Arbitrary<Runbook> = fc
  .array(drawn, { minLength: 1, maxLength: 6 })
  .map((steps) => aRunbook({ timeout_seconds: 1_000_000, steps: withoutUnreachable(steps.map(toStep)) }));

function toStep(
  { kind, polls, poll_seconds, ...step }: Drawn,
  index: number,
  all: readonly Drawn[],
): RunbookStep {
  const isApproved = kind === 'change' && step.approval;
  const timing = { poll_seconds, timeout_seconds: polls * poll_seconds };
  const changed = all.slice(0, index).some((earlier) => earlier.kind === 'change');
  return {
    id: `s${index}`,
    name: `Step ${index}`,
    action: kind === 'check' ? 'training.verify_runaway' : 'incident.note',
    inputs: {},
    ...timing,
    approval: isApproved,
    ...(kind === 'change' && step.isConditional && { when: '{% $execution.mode != "never" %}' }),
    on_failure: step.goesOn && !isApproved ? 'continue' : 'stop',
    ...(kind === 'check' && { on_unmet: step.fails || changed ? 'fail' : 'end' }),
    compensation: Array.from(
      { length: kind === 'change' && !step.isConditional ? step.compensations : 0 },
      (_, number) => ({
        id: `b${index}_${number}`,
        name: `Back ${index} ${number}`,
        action: 'incident.note',
        inputs: {},
        ...timing,
      }),
    ),
  };
}

/** Takes away the compensations that no failure leads to. */
function withoutUnreachable(steps: readonly RunbookStep[]): RunbookStep[] {
  return steps.map((step, index) => {
    const isFollowed = steps
      .slice(index)
      .some(({ on_failure, on_unmet }) => on_failure === 'stop' || on_unmet === 'fail');
    return isFollowed ? step : { ...step, compensation: [] };
  });
}
