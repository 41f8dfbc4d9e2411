import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbSigningKeyStore } from '../../lib/aws/dynamodb-signing-key-store.ts';
import { DynamoDbTrafficSettingsStore } from '../../lib/aws/dynamodb-traffic-settings-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { createQueues } from '../../lib/leases/leases.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { systemRandom } from '../../lib/shared/random.ts';
import { StoreSkippedError, type StoreError } from '../../lib/shared/store-errors.ts';
import { createSelector } from '../../lib/traffic/select.ts';
import { createSettingsCache } from '../../lib/traffic/settings-cache.ts';
import { createSigningKey } from '../../lib/traffic/signing-key.ts';
import type { Surroundings } from '../shared/api-function.ts';
import type { Logger } from '../shared/log.ts';
import { createSparingLog } from '../shared/sparing-log.ts';
import { createBreakerGates } from './breakers.ts';
import { pointsOf, refusalPointsOf } from './points.ts';
import { createStores } from './stores.ts';

/** The real world of the selections function. */
export function createDependencies(environment: EnvironmentOf<'selections'>, surroundings: Surroundings) {
  const { TRAFFIC_CONFIG: config, CONTROL_TABLE } = environment;
  const { metrics } = surroundings;
  const log = createSparingLog(surroundings.log, systemClock);
  const client = createDynamoDbClient();
  const settings = createSettingsCache({
    store: new DynamoDbTrafficSettingsStore(client, CONTROL_TABLE),
    clock: systemClock,
    configured: config.weights,
    maxStalenessMs: config.weights_max_staleness_ms,
    onError: (error) => {
      log.error('The last good traffic settings go on', error);
    },
  });
  const signingKey = createKey(client, CONTROL_TABLE, log);
  const gates = createBreakerGates(client, environment, { log, metrics });
  const { leases, ...stores } = createStores(client, environment, systemClock);
  const onStoreError = (error: StoreError): void => {
    if (!(error instanceof StoreSkippedError)) log.error('A selection was answered without a store', error);
  };
  const select = createSelector({
    config,
    settings,
    gates,
    ...stores,
    queues: createQueues({
      config: config.load_balancing,
      store: leases,
      random: systemRandom,
      onStoreError,
    }),
    publishRefusal: (refusal) => {
      metrics(refusalPointsOf(refusal));
    },
    publish: (selection) => {
      metrics(pointsOf(selection));
    },
    clock: systemClock,
    random: systemRandom,
    ids: randomId,
    onStoreError,
  });
  /** One cheap read each before the first request: it moves the connection's set-up into the init phase. */
  const warmUp = () => Promise.all([settings(), signingKey(), gates('')]);
  return { signingKey, select, warmUp };
}

function createKey(client: DynamoDBClient, table: string, log: Logger): () => Promise<Buffer> {
  return createSigningKey({
    store: new DynamoDbSigningKeyStore(client, table),
    clock: systemClock,
    candidate: randomBytes(32),
    onError: (error) => {
      log.error('Selection ids are signed with a key of this container alone', error);
    },
  });
}
