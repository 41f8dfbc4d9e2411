import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { APPROVAL_KEYS, INCIDENT_KEYS, LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { RUN_KEYS } from '../../../lib/contracts/tables.ts';
import type { PartitionGrant } from './partition-grant.ts';

/** In one list: what becomes of an approval is written with the line of its incident. */
const APPROVALS = [
  `${APPROVAL_KEYS.partitionPrefix}*`,
  APPROVAL_KEYS.list,
  APPROVAL_KEYS.open,
  `${INCIDENT_KEYS.partitionPrefix}*`,
  INCIDENT_KEYS.notifications,
];

/** Of the tasks that wait: an answer to one lets a runbook go on. */
const TOKENS = `${APPROVAL_KEYS.tokenPrefix}*`;

export class ApprovalGrants {
  readonly #grant: PartitionGrant;

  constructor(grant: PartitionGrant) {
    this.#grant = grant;
  }

  /** To decide and end approvals, and to tell their incidents. The tokens of what has ended go unread. */
  grantSettle(fn: LambdaFunction): void {
    const actions = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'];
    this.#grant(fn, APPROVALS, actions.map(inDynamoDb));
    this.#grant(fn, [...APPROVALS, TOKENS], [inDynamoDb('DeleteItem')]);
  }

  /** To put the tokens of tasks that ask beside what they ask for. */
  grantAsk(fn: LambdaFunction): void {
    this.#grant(fn, [...APPROVALS, TOKENS], [inDynamoDb('UpdateItem')]);
  }

  /** To read the tokens of tasks, which then are told what was decided; or to see that there are none left. */
  grantAnswer(fn: LambdaFunction): void {
    this.#grant(fn, [TOKENS], [inDynamoDb('GetItem')]);
    this.#grant(fn, [...APPROVALS, TOKENS], [inDynamoDb('ConditionCheckItem')]);
  }

  /** To keep what a plan names until it is decided on: its checkpoints, and the lock of its execution. */
  grantHold(fn: LambdaFunction): void {
    this.#grant(
      fn,
      [`${RUN_KEYS.partitionPrefix}*`, `${LOCK_KEYS.partitionPrefix}*`],
      ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    );
  }

  /** What is asked, not who waits for it. */
  grantShow(fn: LambdaFunction): void {
    this.#grant(fn, [`${APPROVAL_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
  }
}

function inDynamoDb(action: string): string {
  return `dynamodb:${action}`;
}
