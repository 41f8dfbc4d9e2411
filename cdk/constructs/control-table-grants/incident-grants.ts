import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CARD_KEYS } from '../../../lib/contracts/card-keys.ts';
import { INCIDENT_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { KEEP } from './actions.ts';
import type { PartitionGrant } from './partition-grant.ts';

/** Incidents, what people have to be told of them, and how they are told. */
export class IncidentGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  /** To see, open and resolve them, and to add to their timelines. */
  grantKeep(fn: LambdaFunction): void {
    this.#grant(fn, INCIDENT_KEYS.partitions, [...KEEP, 'dynamodb:ConditionCheckItem']);
  }

  /** To see what people have to be told, and to note that they were. */
  grantDeliver(fn: LambdaFunction): void {
    this.#grant(fn, [`${INCIDENT_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
    this.#grant(
      fn,
      [INCIDENT_KEYS.notifications],
      ['dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    );
  }

  /** To keep aside what could not be told, and to have it told after all. */
  grantGiveUp(fn: LambdaFunction): void {
    this.#grant(fn, [INCIDENT_KEYS.notifications], ['dynamodb:PutItem']);
    this.#grant(
      fn,
      [INCIDENT_KEYS.givenUp],
      ['dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    );
  }

  /** Which message of a channel tells of what. */
  grantKeepCards(fn: LambdaFunction): void {
    this.#grant(
      fn,
      [`${CARD_KEYS.partitionPrefix}*`],
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    );
  }

  /** Requests from Slack that were taken. */
  grantTakeClicks(fn: LambdaFunction): void {
    this.#grant(fn, [`${CARD_KEYS.clickPrefix}*`], ['dynamodb:PutItem']);
  }
}
