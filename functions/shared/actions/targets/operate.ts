import type { StepPlan, StepResult } from '../../../../lib/contracts/runbook-step.ts';
import type { TargetOperation } from '../../../../lib/contracts/target-operation.ts';
import type { Action } from '../../../../lib/runbooks/action.ts';
import type { Asked, Change } from '../../../../lib/targets/change.ts';
import type { Effect } from '../../../../lib/targets/ports.ts';
import type { Targets } from '../../../../lib/targets/targets.ts';

/**
 * What would be asked of the target, as a step's plan. `facts` hold nothing that changes by the minute, such as how it is:
 * an approval is bound to them.
 */
export async function planOperation(
  targets: Targets,
  target: string,
  operation: TargetOperation,
): Promise<StepPlan> {
  return asPlan(await targets.plan(target, operation), operation);
}

export function asPlan(change: Change, operation: TargetOperation): StepPlan {
  const { target, outcome, text, adapter, request } = change;
  const seen = change.before === undefined ? '' : ` (now: ${change.before.text})`;
  return {
    summary: `Would do this to ${text}${seen}`,
    facts: {
      ...{ target, operation, outcome },
      ...(adapter !== undefined && { by: adapter }),
      ...(request !== undefined && { request }),
    },
    ...(outcome === 'not_configured' && { gaps: [text] }),
    output: { outcome: outcome === 'change' ? 'changed' : outcome },
  };
}

/** Asks it of the target, once for an effect id. What nothing is configured for is left to a person, and said to be. */
export async function applyOperation(
  targets: Targets,
  { target, operation }: Asked,
  effect: Effect,
): Promise<StepResult> {
  const { outcome, text } = await targets.apply(target, operation, effect);
  return { text, output: { outcome }, ...(outcome === 'not_configured' && { needsPerson: true }) };
}

/** An action that is one operation and nothing else. */
export function operating<Inputs extends { readonly target: string }>(
  targets: Targets,
  operationOf: (inputs: Inputs) => TargetOperation,
): Action<Inputs> {
  return {
    plan: (_context, inputs) => planOperation(targets, inputs.target, operationOf(inputs)),
    apply: ({ permit }, inputs, id) =>
      applyOperation(targets, { target: inputs.target, operation: operationOf(inputs) }, { id, ...permit }),
  };
}
