import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { CONTROL_TABLE, IDEMPOTENCY_KEYS } from '../../lib/contracts/tables.ts';
import { ApprovalGrants } from './control-table-grants/approval-grants.ts';
import { CheckpointGrants } from './control-table-grants/checkpoint-grants.ts';
import { DrillGrants } from './control-table-grants/drill-grants.ts';
import { ExecutionGrants } from './control-table-grants/execution-grants.ts';
import { IncidentGrants } from './control-table-grants/incident-grants.ts';
import { LatestGrants } from './control-table-grants/latest-grants.ts';
import type { PartitionGrant } from './control-table-grants/partition-grant.ts';
import { RunGrants } from './control-table-grants/run-grants.ts';
import { ServingGrants } from './control-table-grants/serving-grants.ts';
import { TrafficGrants } from './control-table-grants/traffic-grants.ts';

/**
 * Settings, flags, counters and keys: small, precious, and read by everyone. Partitions are the unit of permission: a
 * function touches no item of another capability. What one may be given stands with its capability.
 */
export class ControlTable extends Construct {
  readonly table: Table;
  readonly traffic: TrafficGrants;
  readonly serving: ServingGrants;
  readonly runs: RunGrants;
  readonly checkpoints: CheckpointGrants;
  readonly executions: ExecutionGrants;
  readonly drills: DrillGrants;
  readonly approvals: ApprovalGrants;
  readonly incidents: IncidentGrants;
  readonly latest: LatestGrants;

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
    this.traffic = new TrafficGrants(this.#grant);
    this.serving = new ServingGrants(this.#grant);
    this.runs = new RunGrants(this.#grant);
    this.checkpoints = new CheckpointGrants(this.#grant);
    this.drills = new DrillGrants(this.#grant);
    this.executions = new ExecutionGrants(this.#grant);
    this.approvals = new ApprovalGrants(this.#grant);
    this.incidents = new IncidentGrants(this.#grant);
    this.latest = new LatestGrants(this.#grant);
  }

  grantIdempotency(fn: LambdaFunction): void {
    this.#grant(
      fn,
      [`${IDEMPOTENCY_KEYS.partitionPrefix}*`],
      ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    );
  }

  readonly #grant: PartitionGrant = (fn, partitions, actions) => {
    fn.addEnvironment('CONTROL_TABLE', this.table.tableName);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [this.table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
      }),
    );
  };
}
