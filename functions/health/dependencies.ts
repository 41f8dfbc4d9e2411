import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbHealthStore } from '../../lib/aws/dynamodb-health-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { healthTargets } from '../../lib/health/targets.ts';

/** The real world of the health function. */
export function createDependencies(environment: EnvironmentOf<'health'>) {
  const { HEALTH_CONFIG, HEALTH_URLS, CONTROL_TABLE } = environment;
  return {
    models: Object.keys(HEALTH_CONFIG.timeouts_ms),
    probed: healthTargets(HEALTH_CONFIG, HEALTH_URLS).map(({ model }) => model),
    store: new DynamoDbHealthStore(createDynamoDbClient(), CONTROL_TABLE),
  };
}
