import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { CHECKPOINTS_PREFIX } from '../../lib/contracts/checkpoint-keys.ts';
import type { BundledFunction } from './bundled-function.ts';
import { PrivateBucket } from './private-bucket.ts';

/** The sweeper ends uploads much earlier; this is for the day on which it does not run. */
const UNFINISHED_UPLOADS_DAYS = 7;

/** Models, and what was saved with them. Nothing is written over, so there are no versions (ADR 0022). */
export class CheckpointBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Config['stage'] }) {
    super(scope, id, {
      stage,
      variable: 'CHECKPOINT_BUCKET',
      prefix: CHECKPOINTS_PREFIX,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(UNFINISHED_UPLOADS_DAYS),
          prefix: CHECKPOINTS_PREFIX,
        },
      ],
      notLoggedBecause:
        'Who handed out which URL is in the log of the API; a log of every part that was uploaded is worth nothing more.',
    });
  }

  /** What a signed URL allows, its signer has to be allowed. */
  grantSave(fn: BundledFunction): void {
    this.grantObjects(fn, [
      's3:PutObject',
      's3:GetObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
    ]);
    this.#grantList(fn, ['s3:ListBucket']);
  }

  grantSweep(fn: BundledFunction): void {
    this.grantObjects(fn, ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:AbortMultipartUpload']);
    this.#grantList(fn, ['s3:ListBucket', 's3:ListBucketMultipartUploads']);
  }

  grantRead(fn: BundledFunction): void {
    this.grantObjects(fn, ['s3:GetObject']);
    this.#grantList(fn, ['s3:ListBucket']);
  }

  /** Without ListBucket, S3 says "forbidden" of what is only missing. */
  #grantList(fn: LambdaFunction, actions: string[]): void {
    fn.addToRolePolicy(new PolicyStatement({ actions, resources: [this.bucket.bucketArn] }));
  }
}
