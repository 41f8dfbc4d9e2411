import { checkpointEnvironment } from '../../cdk/constructs/checkpoint-environment.ts';
import { createDependencies } from '../../functions/checkpoints/dependencies.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { TABLES } from '../selections/environment.ts';

export const BUCKET = 'bench';

/** With the variables that CDK sets on the function. */
export function createCheckpointDependencies() {
  const environment = parseEnvironment('checkpoints', {
    METRICS_NAMESPACE: 'Artisan/bench',
    CONTROL_TABLE: TABLES.control,
    CHECKPOINT_BUCKET: BUCKET,
    ...checkpointEnvironment(loadConfig({ folder: 'configs', stage: 'prod' })),
  });
  const error = (message: string, cause?: unknown): never => {
    throw new Error(message, { cause });
  };
  return createDependencies(environment, { log: { error }, metrics: () => undefined });
}
