import { createCloudWatchClient } from '../../lib/aws/cloudwatch-client.ts';
import { CloudWatchSampleSource } from '../../lib/aws/cloudwatch-sample-source.ts';
import { DynamoDbBreakerStore } from '../../lib/aws/dynamodb-breaker-store.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbHealthStore } from '../../lib/aws/dynamodb-health-store.ts';
import { DynamoDbTrafficSettingsStore } from '../../lib/aws/dynamodb-traffic-settings-store.ts';
import { createBreakerControl } from '../../lib/breakers/control.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { createRecovery } from '../../lib/health/recovery.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { createTrafficControl } from '../../lib/traffic/control.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createBreakerMetrics } from '../shared/breaker-metrics.ts';

/** The real world of the traffic function. */
export function createDependencies(environment: EnvironmentOf<'traffic'>, { metrics }: Surroundings) {
  const { TRAFFIC_CONFIG: config, CONTROL_TABLE, METRICS_NAMESPACE } = environment;
  const client = createDynamoDbClient();
  const store = new DynamoDbTrafficSettingsStore(client, CONTROL_TABLE);
  const health = new DynamoDbHealthStore(client, CONTROL_TABLE);
  const recovery = createRecovery({ store: health, config, clock: systemClock });
  const control = createTrafficControl({
    store,
    configured: config.weights,
    clock: systemClock,
    ids: randomId,
    modeModels: config.mode_models,
    recovery,
  });
  const samples = new CloudWatchSampleSource(createCloudWatchClient(), METRICS_NAMESPACE);
  const breakers = createBreakerControl({
    store: new DynamoDbBreakerStore(client, CONTROL_TABLE),
    config,
    clock: systemClock,
    ids: randomId,
    recovery,
    publish: createBreakerMetrics(metrics).publishTransition,
  });
  return { control, breakers, samples, config, clock: systemClock };
}
