import { createSfnClient } from '../../../lib/aws/sfn-client.ts';
import { SfnMachines } from '../../../lib/aws/sfn-machines.ts';
import type { StartDependencies } from '../../../lib/runbooks/start.ts';
import type { Surroundings } from '../api-function.ts';
import { createEndDependencies, type EndEnvironment } from './end-dependencies.ts';

export interface StartEnvironment extends EndEnvironment {
  readonly STAGE: string;
  readonly STATES_ARN: string;
}

/** The real world of whatever starts executions. */
export function createStartDependencies(
  environment: StartEnvironment,
  surroundings: Surroundings,
): StartDependencies {
  const { STAGE: stage, STATES_ARN: arn } = environment;
  return {
    ...createEndDependencies(environment, surroundings),
    machines: new SfnMachines(createSfnClient(), { stage, arn }),
  };
}
