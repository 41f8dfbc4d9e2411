import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { EndDependencies } from '../../lib/runbooks/end.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createEndDependencies } from '../shared/runbooks/end-dependencies.ts';

/** The real world of the runbook-endings function. */
export function createDependencies(
  environment: EnvironmentOf<'runbook-endings'>,
  surroundings: Surroundings,
): EndDependencies {
  return createEndDependencies(environment, surroundings);
}
