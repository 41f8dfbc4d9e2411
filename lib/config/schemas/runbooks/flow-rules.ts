import type { Finding } from '../../problem.ts';
import { quote } from '../../check/found.ts';
import { compare, span } from '../../check/compare.ts';
import { contractOf, placedIn, stepsOf, type NumberedStep } from './steps.ts';
import type { RunbookSection } from './sections.ts';

/** What steps and their order have to agree on. */
export function flowFindings(runbook: RunbookSection): Finding[] {
  const steps = stepsOf(runbook);
  const polls = placedIn(runbook).flatMap(({ path, doing: { timeout, poll_interval } }) =>
    compare(
      span([...path, 'timeout'], timeout),
      'a multiple of',
      span([...path, 'poll_interval'], poll_interval),
    ),
  );
  return [
    ...(steps.length === 0 ? [{ path: ['steps'], found: 'an empty map', allowed: 'at least one step' }] : []),
    ...steps.flatMap((step) => [
      ...unmetFindings(step),
      ...approvalFindings(step),
      ...conditionFindings(step),
    ]),
    ...polls,
    ...automationFindings(runbook, steps),
  ];
}

function unmetFindings({ step, path, before }: NumberedStep): Finding[] {
  const at = [...path, 'on_unmet'];
  const isCheck = contractOf(step).kind === 'check';
  if (!isCheck && step.on_unmet !== undefined)
    return [{ path: at, found: `"${step.on_unmet}"`, allowed: `nothing: ${step.action} is no check` }];
  if (isCheck && step.on_unmet === undefined)
    return [{ path: at, found: 'nothing', allowed: 'end or fail: what happens if it is not met' }];
  const changed = before.find((earlier) => contractOf(earlier.step).kind === 'change');
  if (step.on_unmet !== 'end' || changed === undefined) return [];
  return [
    {
      path: at,
      found: '"end"',
      allowed: `fail: ${changed.id} has changed something by then, which a good end would hide`,
    },
  ];
}

function approvalFindings({ step, path }: NumberedStep): Finding[] {
  if (!step.approval) return [];
  const at = [...path, 'approval'];
  if (contractOf(step).kind !== 'change')
    return [{ path: at, found: 'true', allowed: `false: ${step.action} changes nothing` }];
  if (step.on_failure === 'continue')
    return [{ path: at, found: 'true', allowed: 'false with on_failure continue: a rejection has to stop' }];
  return [];
}

/** What others go by has to be there, and what may not have begun can't be taken back. */
function conditionFindings({ step, path }: NumberedStep): Finding[] {
  if (step.when === undefined) return [];
  const isChange = contractOf(step).kind === 'change';
  const isTakenBack = Object.keys(step.compensation).length > 0;
  const found = quote(step.when);
  return [
    ...(isChange
      ? []
      : [{ path: [...path, 'when'], found, allowed: `nothing: ${step.action} changes nothing` }]),
    ...(isTakenBack
      ? [
          {
            path: [...path, 'when'],
            found,
            allowed: 'nothing beside a compensation: it may be that nothing has begun',
          },
        ]
      : []),
  ];
}

/** People read the level to know whether somebody has to be there. */
function automationFindings({ automation }: RunbookSection, steps: readonly NumberedStep[]): Finding[] {
  const isAsked = steps.some(({ step }) => step.approval);
  if (isAsked === (automation === 'semi_automatic')) return [];
  const allowed = isAsked
    ? 'semi_automatic: a step is approved by a person'
    : 'automatic: no step is approved by a person';
  return [{ path: ['automation'], found: `"${automation}"`, allowed }];
}
