import {
  App,
  aws_dynamodb as dynamodb,
  aws_lambda as lambda,
  aws_sqs as sqs,
  Duration,
  Stack,
} from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { problemsOf } from '../support/problems.ts';

/** The definition that the CDK writes, with the intrinsics of the template resolved to something. */
function definitionOf(stack: Stack): string {
  const template =
    stack.node.root instanceof App ? stack.node.root.synth().getStackByName(stack.stackName).template : {};
  const resources = Object.values((template as { Resources: Record<string, Resource> }).Resources);
  const machine = resources.find(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
  return resolved(machine?.Properties['DefinitionString']);
}

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, Ref: ref } = value as { 'Fn::Join'?: [string, unknown[]]; Ref?: string };
  if (join) return join[1].map(resolved).join(join[0]);
  return ref === 'AWS::Partition' ? 'aws' : 'some-name';
}

describe('what the CDK writes for JSONata', () => {
  it('is accepted', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
    const work = lambda.Function.fromFunctionName(stack, 'Function', 'work');
    const table = dynamodb.Table.fromTableName(stack, 'Table', 'table');
    const queue = sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:us-east-1:123456789012:q');
    const failed = sfn.Fail.jsonata(stack, 'Failed', { error: "{% 'E' %}", cause: 'c' });
    const invoke = tasks.LambdaInvoke.jsonata(stack, 'Invoke', {
      lambdaFunction: work,
      payload: sfn.TaskInput.fromObject({ a: '{% $states.input.a %}' }),
      taskTimeout: sfn.Timeout.duration(Duration.seconds(30)),
      assign: { result: '{% $states.result.Payload %}' },
      outputs: '{% $states.result.Payload %}',
    });
    const ask = tasks.LambdaInvoke.jsonata(stack, 'Ask', {
      lambdaFunction: work,
      integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: sfn.TaskInput.fromObject({ token: '{% $states.context.Task.Token %}' }),
      heartbeatTimeout: sfn.Timeout.duration(Duration.minutes(1)),
    });
    const put = tasks.DynamoPutItem.jsonata(stack, 'Put', {
      table,
      item: { id: tasks.DynamoAttributeValue.fromString('{% $states.input.id %}') },
    });
    const send = tasks.SqsSendMessage.jsonata(stack, 'Send', {
      queue,
      messageBody: sfn.TaskInput.fromText('hello'),
    });
    const emit = tasks.EventBridgePutEvents.jsonata(stack, 'Emit', {
      entries: [{ source: 's', detailType: 't', detail: sfn.TaskInput.fromObject({ a: 1 }) }],
    });
    const call = tasks.CallAwsService.jsonata(stack, 'Call', {
      service: 'ssm',
      action: 'getParameter',
      parameters: { Name: 'n' },
      iamResources: ['*'],
    });
    const branches = sfn.Parallel.jsonata(stack, 'Branches', { arguments: { a: 1 } })
      .branch(put)
      .branch(send);
    branches.addRetry({
      errors: ['Busy'],
      jitterStrategy: sfn.JitterType.FULL,
      maxDelay: Duration.seconds(9),
    });
    branches.addCatch(failed, { outputs: { error: '{% $states.errorOutput %}' } });
    const each = sfn.Map.jsonata(stack, 'Each', {
      items: sfn.ProvideItems.jsonata('{% $states.input.items %}'),
      itemSelector: { item: '{% $states.context.Map.Item.Value %}' },
      maxConcurrency: 3,
    });
    each.itemProcessor(call);
    const choice = sfn.Choice.jsonata(stack, 'Enough?')
      .when(sfn.Condition.jsonata('{% $states.input.n > 1 %}'), sfn.Succeed.jsonata(stack, 'Done'), {
        assign: { enough: true },
      })
      .otherwise(failed);
    const wait = sfn.Wait.jsonata(stack, 'Wait', { time: sfn.WaitTime.seconds('{% 5 %}') });
    new sfn.StateMachine(stack, 'Machine', {
      queryLanguage: sfn.QueryLanguage.JSONATA,
      timeout: Duration.hours(1),
      comment: 'all of it',
      definitionBody: sfn.DefinitionBody.fromChainable(
        sfn.Pass.jsonata(stack, 'Begin', { assign: { n: 1 } })
          .next(invoke)
          .next(ask)
          .next(branches)
          .next(each)
          .next(emit)
          .next(wait)
          .next(choice),
      ),
    });

    const definition = definitionOf(stack);

    expect(definition).toContain('"StartAt":"Begin"');
    expect(problemsOf(definition)).toEqual([]);
  });
});
