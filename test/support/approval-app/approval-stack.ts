import { CfnOutput, Duration, Stack, type App } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';

const EXECUTION = '{% $states.context.Execution.Name %}';

/** An alarm that starts a state machine, which writes an object once somebody has approved. */
export function addApprovalStack(app: App, codeFolder: string): void {
  const stack = new Stack(app, 'Approval');
  const table = new Table(stack, 'Tokens', {
    partitionKey: { name: 'execution', type: AttributeType.STRING },
  });
  const bucket = new Bucket(stack, 'Reports');
  const code = { runtime: Runtime.NODEJS_24_X, code: Code.fromAsset(codeFolder) };
  const asker = new LambdaFunction(stack, 'Asker', {
    ...code,
    handler: 'ask.handler',
    timeout: Duration.seconds(30),
    environment: { TABLE: table.tableName },
  });
  const writer = new LambdaFunction(stack, 'Writer', {
    ...code,
    handler: 'write.handler',
    timeout: Duration.seconds(30),
    environment: { BUCKET: bucket.bucketName },
  });
  table.grantWriteData(asker);
  bucket.grantPut(writer);

  const ask = LambdaInvoke.jsonata(stack, 'Ask an approver', {
    lambdaFunction: asker,
    integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: sfn.TaskInput.fromObject({ execution: EXECUTION, token: '{% $states.context.Task.Token %}' }),
    assign: { alarm: '{% $states.input.detail.alarmName %}' },
    taskTimeout: sfn.Timeout.duration(Duration.hours(1)),
    retryOnServiceExceptions: false,
  });
  const write = LambdaInvoke.jsonata(stack, 'Write the report', {
    lambdaFunction: writer,
    payload: sfn.TaskInput.fromObject({
      execution: EXECUTION,
      alarm: '{% $alarm %}',
      approval: '{% $states.input %}',
    }),
    outputs: '{% $states.result.Payload %}',
  });
  ask.addCatch(
    sfn.Fail.jsonata(stack, 'Not approved', { error: 'NotApproved', cause: '{% $states.input.Cause %}' }),
    { errors: ['Rejected'], outputs: '{% $states.errorOutput %}' },
  );
  const machine = new sfn.StateMachine(stack, 'Machine', {
    queryLanguage: sfn.QueryLanguage.JSONATA,
    definitionBody: sfn.DefinitionBody.fromChainable(ask.next(write)),
  });

  const queued = new Metric({
    namespace: 'Shop',
    metricName: 'Queued',
    statistic: 'max',
    period: Duration.seconds(10),
  });
  const alarm = new Alarm(stack, 'TooMany', { metric: queued, threshold: 100, evaluationPeriods: 1 });
  new Rule(stack, 'Raised', {
    eventPattern: {
      source: ['aws.cloudwatch'],
      detailType: ['CloudWatch Alarm State Change'],
      resources: [alarm.alarmArn],
      detail: { state: { value: ['ALARM'] } },
    },
    targets: [new SfnStateMachine(machine)],
  });

  new CfnOutput(stack, 'TableName', { value: table.tableName });
  new CfnOutput(stack, 'BucketName', { value: bucket.bucketName });
  new CfnOutput(stack, 'MachineArn', { value: machine.stateMachineArn });
}
