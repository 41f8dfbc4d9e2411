import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LATEST_KEYS } from '../../../lib/contracts/latest-keys.ts';
import type { PartitionGrant } from './partition-grant.ts';

/** How all things stand, in one partition. */
export class LatestGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  grantTell(fn: LambdaFunction): void {
    this.#grant(fn, [LATEST_KEYS.partition], ['dynamodb:UpdateItem']);
  }

  grantRead(fn: LambdaFunction): void {
    this.#grant(fn, [LATEST_KEYS.partition], ['dynamodb:Query']);
  }
}
