import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { BREAKER_KEYS } from '../../../lib/contracts/breaker-keys.ts';
import { LATEST_KEYS } from '../../../lib/contracts/latest-keys.ts';
import { LEASE_KEYS, OUTCOME_KEYS } from '../../../lib/contracts/outcome-keys.ts';
import type { PartitionGrant } from './partition-grant.ts';

/** Breakers stand together; what was counted and checked of a model is in its own partition. */
const BREAKERS = [`${BREAKER_KEYS.partitionPrefix}*`, LATEST_KEYS.partition];
const LEASES = [`${LEASE_KEYS.partitionPrefix}*`];

/** Breakers with what is counted for them, and leases of replicas. */
export class ServingGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  /** To see them, and to take the place of a probe. */
  grantPassBreakers(fn: LambdaFunction): void {
    this.#grant(fn, BREAKERS, ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem']);
  }

  /** To record and count health checks, and to open a breaker over them. */
  grantCheckBreakers(fn: LambdaFunction): void {
    this.#grant(fn, BREAKERS, ['dynamodb:UpdateItem']);
  }

  /** To see and change them, and what was counted. */
  grantRunBreakers(fn: LambdaFunction): void {
    this.#grant(fn, BREAKERS, ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:UpdateItem']);
  }

  grantSeeBreakers(fn: LambdaFunction): void {
    this.#grant(fn, [LATEST_KEYS.partition], ['dynamodb:BatchGetItem']);
  }

  /** To see them, and what was counted. */
  grantReadBreakers(fn: LambdaFunction): void {
    this.#grant(fn, BREAKERS, ['dynamodb:BatchGetItem', 'dynamodb:Query']);
  }

  grantReadHealth(fn: LambdaFunction): void {
    this.#grant(fn, [`${BREAKER_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
  }

  /** To count a batch for traffic and breakers together with the answer to it, and to open breakers over it. */
  grantCountOutcomes(fn: LambdaFunction): void {
    this.#grant(fn, [`${OUTCOME_KEYS.partitionPrefix}*`], ['dynamodb:PutItem']);
    this.#grant(fn, BREAKERS, ['dynamodb:UpdateItem']);
    this.#grant(fn, BREAKERS, ['dynamodb:BatchGetItem', 'dynamodb:Query']);
  }

  grantTakeLeases(fn: LambdaFunction): void {
    this.#grant(fn, LEASES, ['dynamodb:Query', 'dynamodb:UpdateItem']);
  }

  grantReturnLeases(fn: LambdaFunction): void {
    this.#grant(fn, LEASES, ['dynamodb:UpdateItem']);
  }
}
