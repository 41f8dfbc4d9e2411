import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbRunawayMarks } from '../../lib/aws/dynamodb-runaway-marks.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createStartDependencies } from '../shared/runbooks/start-dependencies.ts';
import { createOpenIncidents } from './open-incidents.ts';
import type { RunbookWatchDependencies } from './runbook-watch.ts';

/** The real world of the runbook-watch function. */
export function createDependencies(
  environment: EnvironmentOf<'runbook-watch'>,
  surroundings: Surroundings,
): RunbookWatchDependencies {
  const start = createStartDependencies(environment, surroundings);
  return {
    ...start,
    ...createOpenIncidents(environment, start),
    marks: new DynamoDbRunawayMarks(createDynamoDbClient(), environment.CONTROL_TABLE),
    metrics: surroundings.metrics,
  };
}
