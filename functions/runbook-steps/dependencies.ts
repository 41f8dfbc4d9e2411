import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts';
import { DynamoDbLockStore } from '../../lib/aws/dynamodb-lock-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { StepDependencies } from '../../lib/runbooks/run-step.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createActions } from '../shared/actions/create-actions.ts';
import { controlTransactor } from '../shared/control-transactor.ts';

/** The real world of the runbook-steps function. */
export function createDependencies(
  environment: EnvironmentOf<'runbook-steps'>,
  surroundings: Surroundings,
): StepDependencies {
  const client = createDynamoDbClient();
  const transactor = controlTransactor(client);
  return {
    actions: createActions(environment, surroundings),
    clock: systemClock,
    locks: new DynamoDbLockStore(client, environment.CONTROL_TABLE),
    timeline: new DynamoDbIncidentStore(transactor, environment.CONTROL_TABLE),
    leaseMs: environment.LOCK_LEASE_MS,
  };
}
