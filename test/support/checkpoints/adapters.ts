import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { DynamoDbCheckpointRuns } from '../../../lib/aws/dynamodb-checkpoint-runs.ts';
import { DynamoDbCheckpointStore } from '../../../lib/aws/dynamodb-checkpoint-store.ts';
import { DynamoDbPendingUploads } from '../../../lib/aws/dynamodb-pending-uploads.ts';
import { S3CheckpointListing } from '../../../lib/aws/s3-checkpoint-listing.ts';
import { S3CheckpointObjects } from '../../../lib/aws/s3-checkpoint-objects.ts';
import type { PendingUpload } from '../../../lib/checkpoints/checkpoint.ts';
import { uploadFolder, type UploadName } from '../../../lib/contracts/checkpoint-keys.ts';

/** Where the engines are. */
export interface Place {
  readonly url: string;
  readonly table: string;
  readonly bucket: string;
}

export type Adapters = ReturnType<typeof createAdapters>;

/** The real adapters, and what a trainer does with its URLs. */
export function createAdapters({ url, table, bucket }: Place) {
  const config = {
    endpoint: url,
    region: 'eu-north-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const database = new DynamoDBClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const modelOf = (upload: UploadName) => ({ Bucket: bucket, Key: `${uploadFolder(upload)}model` });
  return {
    client: { database, s3 },
    runs: new DynamoDbCheckpointRuns(database, table),
    store: new DynamoDbCheckpointStore(database, table),
    pending: new DynamoDbPendingUploads(database, table),
    objects: new S3CheckpointObjects(s3, { bucket, patient: s3 }),
    listing: new S3CheckpointListing(s3, bucket),
    upload: async (upload: PendingUpload, Body: Uint8Array): Promise<void> => {
      await s3.send(new PutObjectCommand({ ...modelOf(upload), Body, ChecksumAlgorithm: 'SHA256' }));
    },
    uploadPart: async (upload: PendingUpload, PartNumber: number, Body: Uint8Array): Promise<void> => {
      const UploadId = upload.multipartId;
      const part = { ...modelOf(upload), UploadId, PartNumber, Body, ChecksumAlgorithm: 'SHA256' } as const;
      await s3.send(new UploadPartCommand(part));
    },
    download: async (upload: UploadName): Promise<Uint8Array> => {
      const { Body } = await s3.send(new GetObjectCommand(modelOf(upload)));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    close: () => {
      database.destroy();
      s3.destroy();
    },
  };
}
