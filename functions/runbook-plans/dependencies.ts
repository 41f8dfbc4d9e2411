import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { PlanDependencies } from '../../lib/runbooks/run-step.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { createActions } from '../shared/actions/create-actions.ts';
import type { Surroundings } from '../shared/api-function.ts';

/** The real world of the runbook-plans function. */
export function createDependencies(
  environment: EnvironmentOf<'runbook-plans'>,
  surroundings: Surroundings,
): PlanDependencies {
  return { actions: createActions(environment, surroundings), clock: systemClock };
}
