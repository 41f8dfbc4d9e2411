import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { BREAKER_KEYS } from '../../lib/contracts/breaker-keys.ts';
import { CARD_KEYS } from '../../lib/contracts/card-keys.ts';
import { LATEST_KEYS } from '../../lib/contracts/latest-keys.ts';
import { LEASE_KEYS, OUTCOME_KEYS } from '../../lib/contracts/outcome-keys.ts';
import { APPROVAL_KEYS, INCIDENT_KEYS, LOCK_KEYS } from '../../lib/contracts/runbook-keys.ts';
import { CONTROL_KEYS, CONTROL_TABLE, IDEMPOTENCY_KEYS, RUN_KEYS } from '../../lib/contracts/tables.ts';
import { APPROVALS, EXECUTIONS } from './runbook-partitions.ts';

const LATEST = [LATEST_KEYS.partition];
/** Breakers stand together; what was counted and checked of a model is in its own partition. */
const BREAKERS = [`${BREAKER_KEYS.partitionPrefix}*`, ...LATEST];
const LEASES = [`${LEASE_KEYS.partitionPrefix}*`];

const ONE_RUN = [`${RUN_KEYS.partitionPrefix}*`];
/** In one list: a transaction over several of them is judged by all its keys at once. */
const RUNS = [`${RUN_KEYS.partitionPrefix}*`, RUN_KEYS.list, RUN_KEYS.runaways, ...LATEST];

const CHANGE = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

/** Settings, flags, counters and keys: small, precious, and read by everyone. */
export class ControlTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Config['stage'] }) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: CONTROL_TABLE.partitionKey, type: AttributeType.STRING },
      sortKey: { name: CONTROL_TABLE.sortKey, type: AttributeType.STRING },
      timeToLiveAttribute: CONTROL_TABLE.ttl,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletion_protection,
      removalPolicy: stage.deletion_protection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  grantReadTrafficSettings(fn: LambdaFunction): void {
    this.#grant(fn, [CONTROL_KEYS.trafficSettings.pk], ['dynamodb:GetItem']);
  }

  grantChangeTrafficSettings(fn: LambdaFunction): void {
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

  grantReadHealth(fn: LambdaFunction): void {
    this.#grant(fn, [`${BREAKER_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
  }

  /** To see the active ones, and to add a finding. */
  grantWatchRuns(fn: LambdaFunction): void {
    this.#grant(
      fn,
      [`${RUN_KEYS.partitionPrefix}*`],
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    );
  }

  /** To say how things stand. */
  grantTellLatest(fn: LambdaFunction): void {
    this.#grant(fn, LATEST, ['dynamodb:UpdateItem']);
  }

  /** To see how all things stand. */
  grantReadLatest(fn: LambdaFunction): void {
    this.#grant(fn, LATEST, ['dynamodb:Query']);
  }

  /** To begin and change runs, their lines in the list, the marks of runaways and the count of rollbacks. */
  grantChangeRuns(fn: LambdaFunction): void {
    this.#grant(fn, RUNS, [...CHANGE, 'dynamodb:ConditionCheckItem']);
  }

  grantReadRuns(fn: LambdaFunction): void {
    this.#grant(fn, [`${RUN_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
  }

  grantListRuns(fn: LambdaFunction): void {
    this.#grant(fn, [RUN_KEYS.list], ['dynamodb:Query']);
  }

  /** Records, tombstones and pending uploads, which lie in the partition of their run. */
  grantKeepCheckpoints(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ]);
  }

  grantSweepCheckpoints(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ]);
  }

  /** To find checkpoints, and to keep one from being pruned. */
  grantChooseCheckpoints(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem']);
  }

  /**
   * To count a batch for traffic and breakers together with the answer to it, and to open breakers over it. The keys of
   * a transaction are held against one statement for each action: hence both partitions in one.
   */
  grantCountOutcomes(fn: LambdaFunction): void {
    this.#grant(fn, [`${OUTCOME_KEYS.partitionPrefix}*`], ['dynamodb:PutItem']);
    this.#grant(fn, BREAKERS, ['dynamodb:UpdateItem']);
    this.#grant(fn, BREAKERS, ['dynamodb:BatchGetItem', 'dynamodb:Query']);
  }

  /** To ask, decide and end approvals, and to tell their incidents. */
  grantSettleApprovals(fn: LambdaFunction): void {
    this.#grant(fn, APPROVALS, [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
    ]);
  }

  /** To keep what a plan names until it is decided on: its checkpoints, and the lock of its execution. */
  grantHoldForApproval(fn: LambdaFunction): void {
    this.#grant(
      fn,
      [...ONE_RUN, `${LOCK_KEYS.partitionPrefix}*`],
      ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    );
  }

  /**
   * To begin and end executions with their gates and locks, to tell their incidents, and to close what they ask people.
   */
  grantKeepExecutions(fn: LambdaFunction): void {
    this.#grant(fn, EXECUTIONS, [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ]);
    this.grantKeepIncidents(fn);
    this.grantSettleApprovals(fn);
  }

  grantListRunaways(fn: LambdaFunction): void {
    this.#grant(fn, [RUN_KEYS.runaways], ['dynamodb:Query']);
  }

  grantTakeLeases(fn: LambdaFunction): void {
    this.#grant(fn, LEASES, ['dynamodb:Query', 'dynamodb:UpdateItem']);
  }

  grantReturnLeases(fn: LambdaFunction): void {
    this.#grant(fn, LEASES, ['dynamodb:UpdateItem']);
  }

  /** To hold the lock of the own execution, and to say in its incident what was done. */
  grantRunSteps(fn: LambdaFunction): void {
    this.#grant(fn, [`${LOCK_KEYS.partitionPrefix}*`], ['dynamodb:UpdateItem']);
    this.#grant(fn, [`${INCIDENT_KEYS.partitionPrefix}*`], ['dynamodb:PutItem']);
  }

  /** To see, open and resolve them, and to add to their timelines. */
  grantKeepIncidents(fn: LambdaFunction): void {
    this.#grant(
      fn,
      [...INCIDENT_KEYS.partitions],
      [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:ConditionCheckItem',
      ],
    );
  }

  /** To change runs while holding their lock. Conditions of one transaction are judged by one statement. */
  grantRecoverRuns(fn: LambdaFunction): void {
    this.#grant(fn, RUNS, CHANGE);
    this.#grant(fn, [...ONE_RUN, `${LOCK_KEYS.partitionPrefix}*`], ['dynamodb:ConditionCheckItem']);
  }

  /** To see runs and their checkpoints. */
  grantReadCheckpoints(fn: LambdaFunction): void {
    this.#grant(fn, ONE_RUN, ['dynamodb:GetItem', 'dynamodb:Query']);
  }

  /** To see what people have to be told, and to note that they were. */
  grantDeliverNotifications(fn: LambdaFunction): void {
    this.#grant(fn, [`${INCIDENT_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
    this.#grant(
      fn,
      [INCIDENT_KEYS.notifications],
      ['dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    );
  }

  /** Which message of a channel tells of what. */
  grantKeepCards(fn: LambdaFunction): void {
    this.#grant(fn, [`${CARD_KEYS.partitionPrefix}*`], ['dynamodb:GetItem', 'dynamodb:PutItem']);
  }

  /** Requests from Slack that were taken. */
  grantTakeClicks(fn: LambdaFunction): void {
    this.#grant(fn, [`${CARD_KEYS.clickPrefix}*`], ['dynamodb:PutItem']);
  }

  /** What is asked, not who waits for it: the token lies in the same partition, and is read by nobody who has no need to. */
  grantShowApprovals(fn: LambdaFunction): void {
    this.#grant(fn, [`${APPROVAL_KEYS.partitionPrefix}*`], ['dynamodb:GetItem']);
  }

  grantIdempotency(fn: LambdaFunction): void {
    this.#grant(
      fn,
      [`${IDEMPOTENCY_KEYS.partitionPrefix}*`],
      ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    );
  }

  /**
   * Partitions, or all of one prefix (`x#*`), are the unit of permission: a function touches no item of another
   * capability.
   */
  #grant(fn: LambdaFunction, partitions: readonly string[], actions: string[]): void {
    fn.addEnvironment('CONTROL_TABLE', this.table.tableName);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions,
        resources: [this.table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
      }),
    );
  }
}
