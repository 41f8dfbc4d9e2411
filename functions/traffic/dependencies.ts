import { createCloudWatchClient } from '../../lib/aws/cloudwatch-client.ts';
import { CloudWatchSampleSource } from '../../lib/aws/cloudwatch-sample-source.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbTrafficSettingsStore } from '../../lib/aws/dynamodb-traffic-settings-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { createTrafficControl } from '../../lib/traffic/control.ts';

/** The real world of the traffic function. */
export function createDependencies(environment: EnvironmentOf<'traffic'>) {
  const { TRAFFIC_CONFIG: config, CONTROL_TABLE, METRICS_NAMESPACE } = environment;
  const store = new DynamoDbTrafficSettingsStore(createDynamoDbClient(), CONTROL_TABLE);
  const control = createTrafficControl({
    store,
    configured: config.weights,
    clock: systemClock,
    ids: randomId,
  });
  const samples = new CloudWatchSampleSource(createCloudWatchClient(), METRICS_NAMESPACE);
  return { control, samples, config, clock: systemClock };
}
