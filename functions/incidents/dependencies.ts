import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbIdempotencyStore } from '../../lib/aws/dynamodb-idempotency-store.ts';
import { DynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { createUlidSource } from '../../lib/shared/ulid.ts';
import { createLeftovers } from '../shared/runbooks/leftovers.ts';
import type { IncidentsDependencies } from './incidents.ts';
import { controlTransactor } from '../shared/control-transactor.ts';

/** The real world of the incidents function. */
export function createDependencies({ CONTROL_TABLE }: EnvironmentOf<'incidents'>): IncidentsDependencies {
  const client = createDynamoDbClient();
  const transactor = controlTransactor(client);
  return {
    store: new DynamoDbIncidentStore(transactor, CONTROL_TABLE),
    leftovers: createLeftovers(client, CONTROL_TABLE),
    clock: systemClock,
    ids: createUlidSource(systemClock),
    idempotency: {
      store: new DynamoDbIdempotencyStore(client, CONTROL_TABLE),
      clock: systemClock,
      ids: randomId,
    },
  };
}
