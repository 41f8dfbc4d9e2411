import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RestService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import { ofType, refuseOtherTypes } from '../iam/template/parse-properties.ts';
import type { S3Access } from './access/s3-access.ts';
import { createSweeper } from './lifecycle/sweeper.ts';
import { createS3Service, type S3Hooks } from './s3-service.ts';
import { openBucket, type Bucket } from './store/bucket.ts';
import { checkBucketPolicy } from './template/bucket-policy-template.ts';
import { readBucketTemplate } from './template/bucket-template.ts';

export interface S3Options extends S3Hooks {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly access: S3Access;
  /** Where objects are kept for good, by one process at a time. Without it they go with `close`. */
  readonly folder?: string;
}

export interface S3 {
  readonly service: RestService;
  /** The one that was given, or the temporary one. */
  readonly folder: string;
  /** Makes the buckets of a template serve, with what the folder holds of them. Throws a sentence for what is not supported. */
  provision(resources: readonly Resource[]): Promise<void>;
  /** Stops the sweeper and waits for it. Close the server first. */
  close(): Promise<void>;
}

const BUCKET = 'AWS::S3::Bucket';
const POLICY = 'AWS::S3::BucketPolicy';

/** S3 for the buckets of a template: see docs/local-stack.md for what it serves and what it refuses. */
export async function createS3(options: S3Options): Promise<S3> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 's3-')));
  const buckets = new Map<string, Bucket>();
  const sweeper = createSweeper(options.clock, buckets);

  const provision = async (resources: readonly Resource[]): Promise<void> => {
    refuseOtherTypes(resources, 'AWS::S3::', [BUCKET, POLICY]);
    ofType(resources, POLICY).forEach(checkBucketPolicy);
    for (const template of ofType(resources, BUCKET).map(readBucketTemplate)) {
      const bucketFolder = join(folder, template.name);
      await mkdir(bucketFolder, { recursive: true });
      const durable = options.folder !== undefined;
      const bucket = await openBucket({
        ...template,
        folder: bucketFolder,
        durable,
        now: options.clock.now(),
      });
      buckets.set(template.name, bucket);
    }
    sweeper.start();
  };

  const close = async (): Promise<void> => {
    await sweeper.stop();
    if (options.folder === undefined) {
      // Uploads in progress may still be adding files.
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    }
  };

  return { service: createS3Service(options, buckets), folder, provision, close };
}
