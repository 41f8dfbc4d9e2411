import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { CHECKPOINTS_PREFIX } from '../../lib/contracts/checkpoint-keys.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import { acknowledge } from '../nag/acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

/** The sweeper ends uploads much earlier; this is for the day on which it does not run. */
const UNFINISHED_UPLOADS_DAYS = 7;

const OBJECTS = `${CHECKPOINTS_PREFIX}*`;

/** Models, and what was saved with them. Nothing is written over, so there are no versions (ADR 0022). */
export class CheckpointBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Config['stage'] }) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(UNFINISHED_UPLOADS_DAYS),
          prefix: CHECKPOINTS_PREFIX,
        },
      ],
      removalPolicy: stage.deletion_protection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Who handed out which URL is in the log of the API; a log of every part that was uploaded is worth nothing more.',
    );
  }

  /** What a signed URL allows, its signer has to be allowed. */
  grantSave(fn: BundledFunction): void {
    this.#grant(fn, [
      's3:PutObject',
      's3:GetObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
    ]);
    this.#grantList(fn, ['s3:ListBucket']);
  }

  grantSweep(fn: BundledFunction): void {
    this.#grant(fn, ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:AbortMultipartUpload']);
    this.#grantList(fn, ['s3:ListBucket', 's3:ListBucketMultipartUploads']);
  }

  grantRead(fn: BundledFunction): void {
    this.#grant(fn, ['s3:GetObject']);
    this.#grantList(fn, ['s3:ListBucket']);
  }

  #grant(fn: BundledFunction, actions: string[]): void {
    fn.addEnvironment('CHECKPOINT_BUCKET', this.bucket.bucketName);
    fn.addToRolePolicy(new PolicyStatement({ actions, resources: [this.bucket.arnForObjects(OBJECTS)] }));
    acknowledgeWildcard(
      fn.executionRole,
      this.bucket.arnForObjects(OBJECTS),
      'The * stands for the checkpoints in the one bucket, whose keys are made at run time.',
    );
  }

  /** Without ListBucket, S3 says "forbidden" of what is only missing. */
  #grantList(fn: LambdaFunction, actions: string[]): void {
    fn.addToRolePolicy(new PolicyStatement({ actions, resources: [this.bucket.bucketArn] }));
  }
}
