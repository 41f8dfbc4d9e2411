import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { NO_CHECKPOINTS } from '../shared/runs/no-checkpoints.ts';
import { createRunDependencies } from '../shared/runs/run-dependencies.ts';

/** The real world of the runs function. */
export function createDependencies(environment: EnvironmentOf<'runs'>, surroundings: Surroundings) {
  return { ...createRunDependencies(environment, surroundings), ...NO_CHECKPOINTS };
}
