import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { SERIES_PREFIX } from '../../lib/contracts/series.ts';
import type { BundledFunction } from './bundled-function.ts';
import { PrivateBucket } from './private-bucket.ts';

/** Raw metrics of runs: written once, read for charts. */
export class SeriesBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Config['stage'] }) {
    super(scope, id, {
      stage,
      variable: 'SERIES_BUCKET',
      prefix: SERIES_PREFIX,
      notLoggedBecause:
        'One function writes and one reads; a log of every object would be as large as they are.',
    });
  }

  grantAppend(fn: BundledFunction): void {
    this.grantObjects(fn, ['s3:PutObject']);
  }

  /** Without ListBucket there is nothing to read from. */
  grantRead(fn: BundledFunction): void {
    this.grantObjects(fn, ['s3:GetObject']);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': this.keys } },
      }),
    );
  }
}
