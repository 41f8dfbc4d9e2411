import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { DRILL_KEYS } from '../../../lib/contracts/drill-keys.ts';
import { KEEP } from './actions.ts';
import type { PartitionGrant } from './partition-grant.ts';

/** Drills and their reports. */
export class DrillGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  /** To begin, see and complete them. */
  grantKeep(fn: LambdaFunction): void {
    this.#grant(fn, DRILL_KEYS.partitions, KEEP);
  }
}
