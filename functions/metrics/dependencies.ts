import { CloudWatchAlarmStates } from '../../lib/aws/cloudwatch-alarm-states.ts';
import { CloudWatchCacheSource } from '../../lib/aws/cloudwatch-cache-source.ts';
import { createCloudWatchClient } from '../../lib/aws/cloudwatch-client.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbSnapshotSource } from '../../lib/aws/dynamodb-snapshot-source.ts';
import { createSsmClient } from '../../lib/aws/ssm-client.ts';
import { SsmScrapeTokens } from '../../lib/aws/ssm-scrape-tokens.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { alarmPrefix } from '../../lib/contracts/names.ts';
import { LATENCY_BOUNDS_SECONDS } from '../../lib/outcomes/latency-histogram.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import type { Surroundings } from '../shared/api-function.ts';
import type { MetricsRouteDependencies } from './metrics.ts';

/** The real world of GET /metrics. */
export function createDependencies(
  environment: EnvironmentOf<'metrics'>,
  { log, metrics }: Surroundings,
): MetricsRouteDependencies {
  const { CONTROL_TABLE, TRAFFIC_CONFIG, STAGE, METRICS_TOKEN, CACHE_METRIC } = environment;
  const cloudWatch = createCloudWatchClient();
  return {
    snapshots: new DynamoDbSnapshotSource(createDynamoDbClient(), CONTROL_TABLE, {
      clock: systemClock,
      splitEveryMs: TRAFFIC_CONFIG.distribution.check_interval_ms,
    }),
    alarms: new CloudWatchAlarmStates(cloudWatch, alarmPrefix(STAGE)),
    cache: new CloudWatchCacheSource(cloudWatch, CACHE_METRIC, systemClock),
    tokens: new SsmScrapeTokens(createSsmClient(), METRICS_TOKEN),
    tokenIsKept: METRICS_TOKEN,
    known: {
      modes: Object.keys(TRAFFIC_CONFIG.weights),
      models: Object.keys(TRAFFIC_CONFIG.model_timeouts_ms),
      latencyBounds: LATENCY_BOUNDS_SECONDS,
    },
    clock: systemClock,
    onError: (error) => {
      log.error('A source of GET /metrics is out of reach', error);
      metrics([{ name: METRICS.scrapeGaps, value: 1 }]);
    },
  };
}
