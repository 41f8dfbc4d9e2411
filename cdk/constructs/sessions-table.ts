import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SESSIONS_TABLE } from '../../lib/contracts/tables.ts';
import { acknowledge } from '../nag/acknowledge.ts';

/** Sticky sessions: many, short-lived, and redrawn if lost, so neither backups nor deletion protection. */
export class SessionsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: SESSIONS_TABLE.partitionKey, type: AttributeType.STRING },
      timeToLiveAttribute: SESSIONS_TABLE.ttl,
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(
      this.table,
      'AwsSolutions-DDB3',
      'A lost session is drawn again; a backup of an hour of them is worth nothing.',
    );
  }

  grantPinSessions(fn: LambdaFunction): void {
    fn.addEnvironment('SESSIONS_TABLE', this.table.tableName);
    this.table.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem');
  }
}
