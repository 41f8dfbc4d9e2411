import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { SERIES_PREFIX } from '../../lib/contracts/series.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import { acknowledge } from '../nag/acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

const OBJECTS = `${SERIES_PREFIX}*`;

/** Raw metrics of runs: written once, read for charts. */
export class SeriesBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Config['stage'] }) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: stage.deletion_protection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'One function writes and one reads; a log of every object would be as large as they are.',
    );
  }

  grantAppend(fn: BundledFunction): void {
    this.#grant(fn, ['s3:PutObject']);
  }

  /** Without ListBucket there is nothing to read from. */
  grantRead(fn: BundledFunction): void {
    this.#grant(fn, ['s3:GetObject']);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': OBJECTS } },
      }),
    );
  }

  #grant(fn: BundledFunction, actions: string[]): void {
    fn.addEnvironment('SERIES_BUCKET', this.bucket.bucketName);
    fn.addToRolePolicy(new PolicyStatement({ actions, resources: [this.bucket.arnForObjects(OBJECTS)] }));
    acknowledgeWildcard(
      fn.executionRole,
      this.bucket.arnForObjects(OBJECTS),
      'The * stands for the objects of the one bucket, whose keys are made at run time.',
    );
  }
}
