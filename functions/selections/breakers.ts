import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbBreakerStore } from '../../lib/aws/dynamodb-breaker-store.ts';
import { createGates, type Gate } from '../../lib/breakers/gates.ts';
import { createBreakerView } from '../../lib/breakers/view.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createBreakerMetrics } from '../shared/breaker-metrics.ts';

/** The breakers that selections pass. */
export function createBreakerGates(
  client: DynamoDBClient,
  { TRAFFIC_CONFIG: config, CONTROL_TABLE }: EnvironmentOf<'selections'>,
  { log, metrics }: Surroundings,
): (nonce: string) => Promise<Gate> {
  const store = new DynamoDbBreakerStore(client, CONTROL_TABLE);
  const { publishTransition } = createBreakerMetrics(metrics);
  const view = createBreakerView({
    store,
    config,
    clock: systemClock,
    onError: (error) => {
      log.error('The last known breakers go on', error);
    },
  });
  return createGates({
    view,
    store,
    config,
    clock: systemClock,
    ids: randomId,
    publish: publishTransition,
    onStoreError: (error) => {
      log.error('A probe could not be let through', error);
    },
  });
}
