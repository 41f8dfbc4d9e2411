import type { PlanDependencies } from '../../lib/runbooks/run-step.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { createActions } from '../shared/actions/create-actions.ts';

/** The real world of the runbook-plans function. */
export function createDependencies(): PlanDependencies {
  return { actions: createActions(), clock: systemClock };
}
