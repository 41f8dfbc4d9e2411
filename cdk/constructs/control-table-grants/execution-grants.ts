import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { EXECUTION_KEYS, GATE_KEYS, INCIDENT_KEYS, LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { KEEP } from './actions.ts';
import type { PartitionGrant } from './partition-grant.ts';

/** In one list: an execution begins and ends in one transaction with its gate and its lock. */
const EXECUTIONS = [
  `${EXECUTION_KEYS.partitionPrefix}*`,
  EXECUTION_KEYS.list,
  EXECUTION_KEYS.open,
  `${GATE_KEYS.partitionPrefix}*`,
  `${LOCK_KEYS.partitionPrefix}*`,
];

/** Executions of runbooks, with their gates and locks. */
export class ExecutionGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  /** To begin and end them, and to write something else on condition that none is open. */
  grantKeep(fn: LambdaFunction): void {
    this.#grant(fn, EXECUTIONS, [...KEEP, 'dynamodb:ConditionCheckItem']);
  }

  /** To see how one stands whose id is known. */
  grantSee(fn: LambdaFunction): void {
    this.#grant(fn, [`${EXECUTION_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
  }

  /** To hold the lock of the own execution, and to say in its incident, and to people, what was done. */
  grantRunSteps(fn: LambdaFunction): void {
    this.#grant(fn, [`${LOCK_KEYS.partitionPrefix}*`], ['dynamodb:UpdateItem']);
    const incidents = [`${INCIDENT_KEYS.partitionPrefix}*`, INCIDENT_KEYS.notifications];
    this.#grant(fn, incidents, ['dynamodb:PutItem']);
  }
}
