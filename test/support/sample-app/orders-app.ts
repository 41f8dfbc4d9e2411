import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, QueryLanguage, StateMachine, Succeed } from 'aws-cdk-lib/aws-stepfunctions';

export const DELAY_SECONDS = 90;
/** What the user of the table and the bucket may touch. */
export const OWN_PARTITIONS = ['run#1', 'lease#*'];
export const OWN_OBJECTS = 'checkpoints/*';

/** Rules that may call their targets and rules that may not; a table and a bucket whose user may touch a part of each. */
export function ordersApp(outdir: string, codeFolder: string): App {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Orders');
  const orders = new Function(stack, 'Orders', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(codeFolder),
    memorySize: 256,
  });
  addRules(stack, orders);
  addStores(stack);
  return app;
}

function addRules(stack: Stack, orders: Function): void {
  const dead = new Queue(stack, 'Dead');
  const delayed = new Queue(stack, 'Delayed', { deliveryDelay: Duration.seconds(DELAY_SECONDS) });
  orders.addEventSource(new SqsEventSource(delayed, { batchSize: 1 }));
  const order = { id: EventField.fromPath('$.detail.id'), at: EventField.time };
  const on = (type: string) => ({ source: ['shop'], detailType: [type] });
  new Rule(stack, 'Transformed', {
    eventPattern: on('transformed'),
    targets: [
      new LambdaFunction(orders, { event: RuleTargetInput.fromObject(order), deadLetterQueue: dead }),
    ],
  });
  new Rule(stack, 'Constant', {
    eventPattern: on('constant'),
    targets: [new LambdaFunction(orders, { event: RuleTargetInput.fromObject({ always: ['this', 1] }) })],
  });
  new Rule(stack, 'Late', {
    eventPattern: on('late'),
    targets: [new SqsQueue(delayed, { message: RuleTargetInput.fromObject(order) })],
  });
  const machine = new StateMachine(stack, 'Machine', {
    queryLanguage: QueryLanguage.JSONATA,
    definitionBody: DefinitionBody.fromChainable(Succeed.jsonata(stack, 'Done')),
  });
  const mayDoNothing = new Role(stack, 'Powerless', {
    assumedBy: new ServicePrincipal('events.amazonaws.com'),
  });
  const refused = [
    { id: 'function', arn: orders.functionArn },
    { id: 'queue', arn: delayed.queueArn },
    { id: 'machine', arn: machine.stateMachineArn, roleArn: mayDoNothing.roleArn },
  ];
  const rule = new CfnRule(stack, 'Refused', {
    eventPattern: on('refused'),
    targets: refused.map((target) => ({ ...target, deadLetterConfig: { arn: dead.queueArn } })),
  });
  dead.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [dead.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
    }),
  );
  new CfnOutput(stack, 'DeadUrl', { value: dead.queueUrl });
}

function addStores(stack: Stack): void {
  const table = new TableV2(stack, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
  });
  const bucket = new Bucket(stack, 'Bucket', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL });
  const policy = new ManagedPolicy(stack, 'Trainer');
  policy.addStatements(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['GetItem', 'PutItem', 'Query', 'BatchGetItem', 'BatchWriteItem', 'ConditionCheckItem'].map(
        (action) => `dynamodb:${action}`,
      ),
      resources: [table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': OWN_PARTITIONS } },
    }),
    new PolicyStatement({
      actions: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
      resources: [bucket.arnForObjects(OWN_OBJECTS)],
    }),
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': [OWN_OBJECTS] } },
    }),
    new PolicyStatement({ actions: ['s3:ListBucketMultipartUploads'], resources: [bucket.bucketArn] }),
  );
  new CfnOutput(stack, 'TableName', { value: table.tableName });
  new CfnOutput(stack, 'BucketName', { value: bucket.bucketName });
}
