import { S3CheckpointSigner } from '../../lib/aws/checkpoint-signer.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbCheckpointStore } from '../../lib/aws/dynamodb-checkpoint-store.ts';
import { DynamoDbCommitFigures } from '../../lib/aws/dynamodb-commit-figures.ts';
import { DynamoDbCheckpointRuns } from '../../lib/aws/dynamodb-checkpoint-runs.ts';
import { DynamoDbIdempotencyStore } from '../../lib/aws/dynamodb-idempotency-store.ts';
import { DynamoDbPendingUploads } from '../../lib/aws/dynamodb-pending-uploads.ts';
import { PresignedUrls } from '../../lib/aws/presigned-urls.ts';
import { S3CheckpointObjects } from '../../lib/aws/s3-checkpoint-objects.ts';
import { createS3Client } from '../../lib/aws/s3-client.ts';
import type { CommitFiguresStore } from '../../lib/checkpoints/stage-figures.ts';
import { createCheckpointDownloads } from '../../lib/checkpoints/run-checkpoints.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import type { Surroundings } from '../shared/api-function.ts';

/** API Gateway waits 30 s: what takes longer is answered with 202, and asked for again. */
const PATIENCE_MS = 15_000;

/** The real world of the checkpoints function. */
export function createDependencies(
  environment: EnvironmentOf<'checkpoints'>,
  { log, metrics }: Surroundings,
) {
  const { CONTROL_TABLE, CHECKPOINT_BUCKET: bucket, CHECKPOINT_CONFIG: policy } = environment;
  const database = createDynamoDbClient();
  const s3 = createS3Client();
  const patient = createS3Client({ attemptTimeoutMs: PATIENCE_MS, maxAttempts: 1 });
  const store = new DynamoDbCheckpointStore(database, CONTROL_TABLE);
  const signer = new S3CheckpointSigner(new PresignedUrls(s3, bucket), {
    clock: systemClock,
    expirySeconds: policy.upload_expiry_seconds,
  });
  const figures: CommitFiguresStore = new DynamoDbCommitFigures(database, CONTROL_TABLE);
  return {
    runs: new DynamoDbCheckpointRuns(database, CONTROL_TABLE),
    store,
    pending: new DynamoDbPendingUploads(database, CONTROL_TABLE),
    objects: new S3CheckpointObjects(s3, { bucket, patient }),
    signer,
    downloads: createCheckpointDownloads({ store, signer }),
    idempotency: {
      store: new DynamoDbIdempotencyStore(database, CONTROL_TABLE),
      clock: systemClock,
      ids: randomId,
    },
    policy,
    clock: systemClock,
    ids: randomId,
    metrics,
    figures,
    onUntold: (error: unknown) => {
      log.error('A checkpoint is missing from GET /metrics', error);
    },
    onUntidy: (error: unknown) => {
      log.error('A checkpoint stands, but not all was tidied up after its commit', error);
      metrics([{ name: METRICS.untidyCommits, value: 1 }]);
    },
  };
}

export type CheckpointDependencies = ReturnType<typeof createDependencies>;
