import type { TargetsEnvironment } from '../../../lib/contracts/targets-environment.ts';
import type { Actions } from '../../../lib/runbooks/action.ts';
import type { Surroundings } from '../api-function.ts';
import { connectTargets } from '../targets.ts';
import { incidentActions } from './incident.ts';
import { modelActions } from './models/actions.ts';
import { createModelDependencies, type ModelEnvironment } from './models/dependencies.ts';
import { signalActions } from './signals/actions.ts';
import { createSignalDependencies } from './signals/dependencies.ts';
import { targetActions } from './targets/actions.ts';
import { trainingActions } from './training/actions.ts';
import { createTrainingDependencies, type TrainingEnvironment } from './training/dependencies.ts';

export type ActionsEnvironment = TrainingEnvironment & TargetsEnvironment & ModelEnvironment;

/** Every action, on the real world. `runbook-plans` has the same ones, under a role that can't write. */
export function createActions(environment: ActionsEnvironment, surroundings: Surroundings): Actions {
  return {
    ...incidentActions,
    ...modelActions(createModelDependencies(environment, surroundings)),
    ...signalActions(createSignalDependencies()),
    ...targetActions(connectTargets(environment)),
    ...trainingActions(createTrainingDependencies(environment, surroundings)),
  };
}
