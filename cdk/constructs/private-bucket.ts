import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type BucketProps,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { acknowledgeWildcard } from '../nag/acknowledge-wildcard.ts';
import { acknowledge } from '../nag/acknowledge.ts';
import type { BundledFunction } from './bundled-function.ts';

export interface PrivateBucketProps extends Pick<BucketProps, 'lifecycleRules'> {
  readonly stage: Config['stage'];
  /** The variable that tells a function of it. */
  readonly variable: 'CHECKPOINT_BUCKET' | 'SERIES_BUCKET';
  /** Keys begin with it. */
  readonly prefix: string;
  /** For whoever audits the stack. */
  readonly notLoggedBecause: string;
}

/** Reached by grants only, over TLS only, and kept with the stage's data. */
export abstract class PrivateBucket extends Construct {
  readonly bucket: Bucket;
  /** `<prefix>*` */
  protected readonly keys: string;
  readonly #variable: PrivateBucketProps['variable'];

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { stage, variable, prefix, notLoggedBecause, ...more } = props;
    this.#variable = variable;
    this.keys = `${prefix}*`;
    this.bucket = new Bucket(this, 'Bucket', {
      ...more,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: stage.deletion_protection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(this.bucket, 'AwsSolutions-S1', notLoggedBecause);
  }

  protected grantObjects(fn: BundledFunction, actions: string[]): void {
    const objects = this.bucket.arnForObjects(this.keys);
    fn.addEnvironment(this.#variable, this.bucket.bucketName);
    fn.addToRolePolicy(new PolicyStatement({ actions, resources: [objects] }));
    acknowledgeWildcard(
      fn.executionRole,
      objects,
      'The * stands for the objects of the one bucket, whose keys are made at run time.',
    );
  }
}
