import type { RollbackDependencies } from '../../../../lib/training/manual-rollback.ts';
import type { RecoveryCheckpoints } from '../../../../lib/training/ports.ts';
import type { Surroundings } from '../../api-function.ts';
import { createCheckpointPorts, type CheckpointEnvironment } from '../../runs/run-checkpoints.ts';
import { createRunDependencies, type RunEnvironment } from '../../runs/run-dependencies.ts';

/** What the actions on runs are made of. */
export type TrainingActionDependencies = RollbackDependencies & { readonly recovery: RecoveryCheckpoints };

export type TrainingEnvironment = RunEnvironment & CheckpointEnvironment;

export function createTrainingDependencies(
  environment: TrainingEnvironment,
  surroundings: Surroundings,
): TrainingActionDependencies {
  const { targets, recovery } = createCheckpointPorts(environment);
  return { ...createRunDependencies(environment, surroundings), targets, recovery };
}
