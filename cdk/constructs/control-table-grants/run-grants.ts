import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LATEST_KEYS } from '../../../lib/contracts/latest-keys.ts';
import { LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { RUN_KEYS } from '../../../lib/contracts/tables.ts';
import { CHANGE } from './actions.ts';
import type { PartitionGrant } from './partition-grant.ts';

const ONE_RUN = [`${RUN_KEYS.partitionPrefix}*`];
/** In one list: a transaction over several of them is judged by all its keys at once. */
const RUNS = [...ONE_RUN, RUN_KEYS.list, RUN_KEYS.runaways, LATEST_KEYS.partition];

/** Runs, their lines in the list, and the marks of runaways. */
export class RunGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  grantRead(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, ['dynamodb:GetItem']);
  }

  grantList(fn: LambdaFunction): void {
    this.#grant(fn, [RUN_KEYS.list], ['dynamodb:Query']);
  }

  grantListRunaways(fn: LambdaFunction): void {
    this.#grant(fn, [RUN_KEYS.runaways], ['dynamodb:Query']);
  }

  /** To see the active ones, and to add a finding. */
  grantWatch(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem']);
  }

  /** To begin and change runs, their lines in the list, the marks of runaways and the count of rollbacks. */
  grantChange(fn: LambdaFunction): void {
    this.#grant(fn, RUNS, [...CHANGE, 'dynamodb:ConditionCheckItem']);
  }

  /** To change runs while holding their lock. Conditions of one transaction are judged by one statement. */
  grantRecover(fn: LambdaFunction): void {
    this.#grant(fn, RUNS, CHANGE);
    this.#grant(fn, [...ONE_RUN, `${LOCK_KEYS.partitionPrefix}*`], ['dynamodb:ConditionCheckItem']);
  }
}
