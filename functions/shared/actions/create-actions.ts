import type { Actions } from '../../../lib/runbooks/action.ts';
import { incidentActions } from './incident.ts';
import { trainingActions } from './training/actions.ts';
import { createTrainingDependencies, type TrainingEnvironment } from './training/dependencies.ts';
import type { Surroundings } from '../api-function.ts';

/** Every action, on the real world. `runbook-plans` has the same ones, under a role that can't write. */
export function createActions(environment: TrainingEnvironment, surroundings: Surroundings): Actions {
  return { ...incidentActions, ...trainingActions(createTrainingDependencies(environment, surroundings)) };
}
