import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RUN_KEYS } from '../../../lib/contracts/tables.ts';
import { KEEP } from './actions.ts';
import type { PartitionGrant } from './partition-grant.ts';

const ONE_RUN = [`${RUN_KEYS.partitionPrefix}*`];

/** Records, tombstones and pending uploads, which lie in the partition of their run. */
export class CheckpointGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  /** To see runs and their checkpoints. */
  grantRead(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, ['dynamodb:GetItem', 'dynamodb:Query']);
  }

  grantKeep(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, KEEP);
  }

  /** To find checkpoints, and to keep one from being pruned. */
  grantChoose(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem']);
  }
}
