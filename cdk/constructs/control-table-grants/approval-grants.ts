import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { APPROVAL_KEYS, INCIDENT_KEYS, LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { RUN_KEYS } from '../../../lib/contracts/tables.ts';
import { KEEP } from './actions.ts';
import type { PartitionGrant } from './partition-grant.ts';

/** In one list: what becomes of an approval is written with the line of its incident. */
const APPROVALS = [
  `${APPROVAL_KEYS.partitionPrefix}*`,
  APPROVAL_KEYS.list,
  APPROVAL_KEYS.open,
  `${INCIDENT_KEYS.partitionPrefix}*`,
  INCIDENT_KEYS.notifications,
];

export class ApprovalGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  /** To ask, decide and end approvals, and to tell their incidents. */
  grantSettle(fn: LambdaFunction): void {
    this.#grant(fn, APPROVALS, [...KEEP, 'dynamodb:ConditionCheckItem']);
  }

  /** To keep what a plan names until it is decided on: its checkpoints, and the lock of its execution. */
  grantHold(fn: LambdaFunction): void {
    this.#grant(
      fn,
      [`${RUN_KEYS.partitionPrefix}*`, `${LOCK_KEYS.partitionPrefix}*`],
      ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    );
  }

  /** What is asked, not who waits for it: the token lies in the same partition, and is read by nobody who has no need to. */
  grantShow(fn: LambdaFunction): void {
    this.#grant(fn, [`${APPROVAL_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
  }
}
