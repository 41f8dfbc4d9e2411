import { createCloudWatchClient } from '../../lib/aws/cloudwatch-client.ts';
import { CloudWatchSampleSource } from '../../lib/aws/cloudwatch-sample-source.ts';
import { DynamoDbBreakerStore } from '../../lib/aws/dynamodb-breaker-store.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbSplitStore } from '../../lib/aws/dynamodb-split-store.ts';
import { DynamoDbTrafficSettingsStore } from '../../lib/aws/dynamodb-traffic-settings-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { createDistributionReader } from '../../lib/traffic/distribution-reader.ts';
import { settingsInForce } from '../../lib/traffic/settings.ts';
import type { Surroundings } from '../shared/api-function.ts';

/** The real world of the distribution check. */
export function createDependencies(
  environment: EnvironmentOf<'distribution-check'>,
  { metrics }: Surroundings,
) {
  const { TRAFFIC_CONFIG: config, CONTROL_TABLE, METRICS_NAMESPACE } = environment;
  const client = createDynamoDbClient();
  const store = new DynamoDbTrafficSettingsStore(client, CONTROL_TABLE);
  return {
    metrics,
    breakers: new DynamoDbBreakerStore(client, CONTROL_TABLE),
    models: Object.keys(config.model_timeouts_ms),
    splits: new DynamoDbSplitStore(client, CONTROL_TABLE),
    clock: systemClock,
    windowMs: config.distribution.window_seconds * 1_000,
    read: createDistributionReader({
      settings: async () => settingsInForce(await store.read(), config.weights),
      samples: new CloudWatchSampleSource(createCloudWatchClient(), METRICS_NAMESPACE),
      policy: config.distribution,
      clock: systemClock,
    }),
  };
}
