import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbCheckpointRuns } from '../../lib/aws/dynamodb-checkpoint-runs.ts';
import { DynamoDbCheckpointStore } from '../../lib/aws/dynamodb-checkpoint-store.ts';
import { S3CheckpointListing } from '../../lib/aws/s3-checkpoint-listing.ts';
import { S3CheckpointObjects } from '../../lib/aws/s3-checkpoint-objects.ts';
import { createS3Client } from '../../lib/aws/s3-client.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import type { Surroundings } from '../shared/api-function.ts';

/** The real world of the sweeper. */
export function createDependencies(
  environment: EnvironmentOf<'checkpoint-sweeper'>,
  { log, metrics }: Surroundings,
) {
  const { CONTROL_TABLE, CHECKPOINT_BUCKET: bucket, CHECKPOINT_CONFIG: policy } = environment;
  const database = createDynamoDbClient();
  const s3 = createS3Client();
  return {
    runs: new DynamoDbCheckpointRuns(database, CONTROL_TABLE),
    store: new DynamoDbCheckpointStore(database, CONTROL_TABLE),
    objects: new S3CheckpointObjects(s3, { bucket, patient: s3 }),
    listing: new S3CheckpointListing(s3, bucket),
    policy,
    clock: systemClock,
    metrics,
    onUntidy: (error: unknown) => {
      log.error('A pruned checkpoint could not be deleted; the next sweep tries again', error);
      metrics([{ name: METRICS.untidyCommits, value: 1 }]);
    },
  };
}
