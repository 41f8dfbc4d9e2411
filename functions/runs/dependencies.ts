import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createCheckpointPorts } from '../shared/runs/run-checkpoints.ts';
import { createRunDependencies } from '../shared/runs/run-dependencies.ts';

/** The real world of the runs function. */
export function createDependencies(environment: EnvironmentOf<'runs'>, surroundings: Surroundings) {
  return { ...createRunDependencies(environment, surroundings), ...createCheckpointPorts(environment) };
}
