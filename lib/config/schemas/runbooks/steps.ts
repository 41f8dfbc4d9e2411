import type { ActionContract } from '../../../contracts/action-contract.ts';
import { ACTIONS } from '../../../contracts/actions.ts';
import type { DoingSection, RunbookSection, StepSection } from './sections.ts';

/** A step or a compensation where it stands. */
export interface Placed {
  readonly id: string;
  readonly path: readonly string[];
  readonly doing: DoingSection;
  /** Ids of the steps that are done for certain whenever it runs: none that may fail without stopping it, or be skipped. */
  readonly after: readonly string[];
}

export interface NumberedStep {
  readonly id: string;
  readonly step: StepSection;
  readonly path: readonly string[];
  readonly before: readonly NumberedStep[];
}

export function stepsOf({ steps }: RunbookSection): readonly NumberedStep[] {
  return Object.entries(steps).reduce<readonly NumberedStep[]>(
    (before, [id, step]) => [...before, { id, step, path: ['steps', id], before }],
    [],
  );
}

/** Steps and compensations. A compensation also runs when its own step has failed: it sees what that step sees. */
export function placedIn(runbook: RunbookSection): readonly Placed[] {
  return stepsOf(runbook).flatMap(({ id, step, path, before }) => {
    const after = before
      .filter(({ step: { on_failure, when } }) => on_failure === 'stop' && when === undefined)
      .map((earlier) => earlier.id);
    return [
      { id, path, doing: step, after },
      ...Object.entries(step.compensation).map(([inner, doing]) => ({
        id: inner,
        path: [...path, 'compensation', inner],
        doing,
        after,
      })),
    ];
  });
}

export function contractOf({ action }: DoingSection): ActionContract {
  const contract = new Map<string, ActionContract>(Object.entries(ACTIONS)).get(action);
  if (contract === undefined) throw new Error(`There is no action ${action}`);
  return contract;
}

/** Whether an execution can end FAILED at the step. */
export function canStop({ on_failure, on_unmet }: StepSection): boolean {
  return on_failure === 'stop' || on_unmet === 'fail';
}
