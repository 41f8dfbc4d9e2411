import { CloudWatchAlarmStates } from '../../lib/aws/cloudwatch-alarm-states.ts';
import { createCloudWatchClient } from '../../lib/aws/cloudwatch-client.ts';
import { CloudWatchServingFigures } from '../../lib/aws/cloudwatch-serving-figures.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbRunStore } from '../../lib/aws/dynamodb-run-store.ts';
import { DynamoDbSnapshotSource } from '../../lib/aws/dynamodb-snapshot-source.ts';
import { DynamoDbTrafficSettingsStore } from '../../lib/aws/dynamodb-traffic-settings-store.ts';
import { createS3Client } from '../../lib/aws/s3-client.ts';
import { S3RunSeriesReader } from '../../lib/aws/s3-run-series-reader.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { alarmPrefix } from '../../lib/contracts/names.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { settingsInForce } from '../../lib/traffic/settings.ts';
import type { Surroundings } from '../shared/api-function.ts';
import type { ReportDependencies } from './report.ts';

/** The real world of the checklist and the report. */
export function createDependencies(
  environment: EnvironmentOf<'report'>,
  { log }: Surroundings,
): ReportDependencies {
  const { CONTROL_TABLE, STAGE, TRAFFIC_CONFIG: config, EXPECTATIONS: expectations } = environment;
  const client = createDynamoDbClient();
  const cloudWatch = createCloudWatchClient();
  const settings = new DynamoDbTrafficSettingsStore(client, CONTROL_TABLE);
  return {
    stage: STAGE,
    expectations,
    entropy: environment.ENTROPY_SCHEDULE,
    policy: config.distribution,
    snapshots: new DynamoDbSnapshotSource(client, CONTROL_TABLE, {
      clock: systemClock,
      splitEveryMs: config.distribution.check_interval_ms,
    }),
    alarms: new CloudWatchAlarmStates(cloudWatch, alarmPrefix(STAGE)),
    serving: new CloudWatchServingFigures(cloudWatch, {
      namespace: environment.METRICS_NAMESPACE,
      cache: expectations.cache.metric,
      apiId: environment.API_ID,
    }),
    settings: async () => settingsInForce(await settings.read(), config.weights),
    runs: new DynamoDbRunStore(client, CONTROL_TABLE),
    series: new S3RunSeriesReader(createS3Client(), environment.SERIES_BUCKET),
    clock: systemClock,
    onError: (error) => {
      log.error('The states of alarms are missing from the checklist', error);
    },
  };
}
