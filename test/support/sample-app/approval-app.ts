import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  DefinitionBody,
  IntegrationPattern,
  QueryLanguage,
  StateMachine,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';

/** An alarm starts a state machine that waits for an approval and writes it to a bucket. */
export function approvalApp(outdir: string, codeFolder: string): App {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Approval');
  const table = new TableV2(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const bucket = new Bucket(stack, 'Bucket');
  const lambdaFunction = new Function(stack, 'Steps', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(codeFolder),
    memorySize: 256,
    timeout: Duration.seconds(10),
    environment: { TABLE: table.tableName, BUCKET: bucket.bucketName },
  });
  table.grantWriteData(lambdaFunction);
  bucket.grantPut(lambdaFunction);
  const ask = LambdaInvoke.jsonata(stack, 'Ask', {
    lambdaFunction,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({ token: '{% $states.context.Task.Token %}' }),
    retryOnServiceExceptions: false,
  });
  const write = LambdaInvoke.jsonata(stack, 'Write', {
    lambdaFunction,
    payload: TaskInput.fromObject({ decision: '{% $states.input %}' }),
  });
  const machine = new StateMachine(stack, 'Machine', {
    queryLanguage: QueryLanguage.JSONATA,
    definitionBody: DefinitionBody.fromChainable(ask.next(write)),
  });
  const alarm = new Metric({ namespace: 'Sample', metricName: 'Failures', statistic: 'Sum' }).createAlarm(
    stack,
    'Alarm',
    { threshold: 1, evaluationPeriods: 1 },
  );
  const eventPattern = {
    source: ['aws.cloudwatch'],
    resources: [alarm.alarmArn],
    detail: { state: { value: ['ALARM'] } },
  };
  new Rule(stack, 'OnAlarm', { eventPattern, targets: [new SfnStateMachine(machine)] });
  new CfnOutput(stack, 'TableName', { value: table.tableName });
  new CfnOutput(stack, 'BucketName', { value: bucket.bucketName });
  return app;
}
