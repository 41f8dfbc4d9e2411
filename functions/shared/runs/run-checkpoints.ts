import { S3CheckpointSigner } from '../../../lib/aws/checkpoint-signer.ts';
import { DynamoDbCheckpointStore } from '../../../lib/aws/dynamodb-checkpoint-store.ts';
import { createDynamoDbClient } from '../../../lib/aws/dynamodb-client.ts';
import { PresignedUrls } from '../../../lib/aws/presigned-urls.ts';
import { S3CheckpointObjects } from '../../../lib/aws/s3-checkpoint-objects.ts';
import { createS3Client } from '../../../lib/aws/s3-client.ts';
import { createRecoveryCheckpoints } from '../../../lib/checkpoints/recovery-checkpoints.ts';
import { createRollbackTargets } from '../../../lib/checkpoints/rollback-targets.ts';
import { createCheckpointDownloads, createRunCheckpoints } from '../../../lib/checkpoints/run-checkpoints.ts';
import { CheckpointLostError } from '../../../lib/checkpoints/selection-errors.ts';
import type { CheckpointConfig } from '../../../lib/contracts/checkpoint-config.ts';
import { systemClock } from '../../../lib/shared/clock.ts';
import { TargetLostError } from '../../../lib/training/errors.ts';
import type {
  CheckpointDownloads,
  RecoveryCheckpoints,
  RollbackTargets,
  RunCheckpoints,
} from '../../../lib/training/ports.ts';

export interface CheckpointEnvironment {
  readonly CONTROL_TABLE: string;
  readonly CHECKPOINT_BUCKET: string;
  readonly CHECKPOINT_CONFIG: CheckpointConfig;
}

/** What runs need of their checkpoints: where to go back to, what to say of them, and URLs for directives. */
export function createCheckpointPorts(environment: CheckpointEnvironment): {
  readonly targets: RollbackTargets;
  readonly checkpoints: RunCheckpoints;
  readonly downloads: CheckpointDownloads;
  readonly recovery: RecoveryCheckpoints;
} {
  const { CONTROL_TABLE, CHECKPOINT_BUCKET: bucket, CHECKPOINT_CONFIG: policy } = environment;
  const store = new DynamoDbCheckpointStore(createDynamoDbClient(), CONTROL_TABLE);
  const s3 = createS3Client();
  const objects = new S3CheckpointObjects(s3, { bucket, patient: s3 });
  const signing = { clock: systemClock, expirySeconds: policy.upload_expiry_seconds };
  const signer = new S3CheckpointSigner(new PresignedUrls(s3, bucket), signing);
  const targets = createRollbackTargets({ store, objects, policy, clock: systemClock });
  const recovery = createRecoveryCheckpoints({ store, objects, policy });
  return {
    targets: { resolve: (run, to) => targets.resolve(run, to).catch(asTargetLost) },
    checkpoints: createRunCheckpoints({ store, policy }),
    downloads: createCheckpointDownloads({ store, signer }),
    recovery: { ...recovery, find: (run, id) => recovery.find(run, id).catch(asTargetLost) },
  };
}

function asTargetLost(error: unknown): never {
  throw error instanceof CheckpointLostError ? new TargetLostError(error.message, error) : error;
}
