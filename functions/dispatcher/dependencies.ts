import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbRunawayMarks } from '../../lib/aws/dynamodb-runaway-marks.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createStartDependencies } from '../shared/runbooks/start-dependencies.ts';
import type { DispatcherDependencies } from './dispatcher.ts';

/** The real world of the dispatcher. */
export function createDependencies(
  environment: EnvironmentOf<'dispatcher'>,
  surroundings: Surroundings,
): DispatcherDependencies {
  return {
    ...createStartDependencies(environment, surroundings),
    marks: new DynamoDbRunawayMarks(createDynamoDbClient(), environment.CONTROL_TABLE),
    stage: environment.STAGE,
    metrics: surroundings.metrics,
  };
}
