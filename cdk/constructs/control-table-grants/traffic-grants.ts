import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CONTROL_KEYS } from '../../../lib/contracts/tables.ts';
import type { PartitionGrant } from './partition-grant.ts';

/** Settings of traffic, the turns of round robin, and the key that signs selections. */
export class TrafficGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  grantReadSettings(fn: LambdaFunction): void {
    this.#grant(fn, [CONTROL_KEYS.trafficSettings.pk], ['dynamodb:GetItem']);
  }

  grantChangeSettings(fn: LambdaFunction): void {
    this.#grant(fn, [CONTROL_KEYS.trafficSettings.pk], ['dynamodb:GetItem', 'dynamodb:PutItem']);
  }

  grantSignSelections(fn: LambdaFunction): void {
    this.#grant(fn, [CONTROL_KEYS.selectionKey.pk], ['dynamodb:GetItem', 'dynamodb:PutItem']);
  }

  /** To tell selections of ours from others. */
  grantReadSelections(fn: LambdaFunction): void {
    this.#grant(fn, [CONTROL_KEYS.selectionKey.pk], ['dynamodb:GetItem']);
  }

  grantCountTurns(fn: LambdaFunction): void {
    this.#grant(fn, [CONTROL_KEYS.rotation.pk], ['dynamodb:UpdateItem']);
  }
}
