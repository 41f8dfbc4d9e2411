import { AwsError } from '../../../../../local/aws-endpoint/aws-error.ts';
import type { AwsCall } from '../../../../../local/states/states-api.ts';
import { aMachine } from '../support/a-machine.ts';
import { arnOf, aStack, ROLE_ARN } from '../support/a-stack.ts';
import { detailsOf, eventOf, outputOf } from '../support/history.ts';

const calling = (resource: string, given: object, fields: object = {}) =>
  aMachine({
    Call: { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments: given, End: true, ...fields },
  });

/** A stack whose services answer, or throw, `answer`; what they were asked is in `asked`. */
function aStackWithServices(machine: object, answer: unknown) {
  const asked: AwsCall[] = [];
  const stack = aStack(machine, {
    callAws: (call) => {
      asked.push(call);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { stack, asked };
}

describe('aws-sdk integrations', () => {
  it("call the service as the machine's role, and give its answer", async () => {
    const machine = calling('aws-sdk:dynamodb:getItem', {
      TableName: 't',
      Key: { id: { S: '{% $states.input.id %}' } },
    });
    const { stack, asked } = aStackWithServices(machine, { Item: { id: { S: 'a' }, startDate: { N: '1' } } });

    const execution = await stack.start({ id: 'a' });

    expect(asked).toEqual([
      {
        service: 'dynamodb',
        operation: 'GetItem',
        input: { TableName: 't', Key: { id: { S: 'a' } } },
        roleArn: ROLE_ARN,
      },
    ]);
    expect(await outputOf(stack, execution)).toEqual({ Item: { id: { S: 'a' }, startDate: { N: '1' } } });
    expect(detailsOf(await eventOf(stack, execution, 'TaskScheduled'))).toMatchObject({
      resourceType: 'aws-sdk:dynamodb',
      resource: 'getItem',
      region: 'us-east-1',
    });
  });

  it('name members of Step Functions as AWS does, in PascalCase, and times in ISO 8601', async () => {
    const machine = calling('aws-sdk:sfn:startExecution', { StateMachineArn: arnOf('x'), Input: { a: 1 } });
    const { stack, asked } = aStackWithServices(machine, { executionArn: 'arn', startDate: 1_772_366_400 });

    const execution = await stack.start();

    expect(asked[0]?.input).toEqual({ stateMachineArn: arnOf('x'), input: '{"a":1}' });
    expect(await outputOf(stack, execution)).toEqual({
      ExecutionArn: 'arn',
      StartDate: '2026-03-01T12:00:00.000Z',
    });
  });

  it('send times to services in seconds', async () => {
    const machine = calling('aws-sdk:cloudwatch:getMetricStatistics', {
      StartTime: '2026-03-01T12:00:00Z',
      Dimensions: [{ Name: 'StartTime', Value: 'x' }],
    });
    const { stack, asked } = aStackWithServices(machine, {
      Datapoints: [{ Timestamp: 1_772_366_400, Sum: 1 }],
    });

    const execution = await stack.start();

    expect(asked[0]?.input).toEqual({
      StartTime: 1_772_366_400,
      Dimensions: [{ Name: 'StartTime', Value: 'x' }],
    });
    expect(await outputOf(stack, execution)).toEqual({
      Datapoints: [{ Timestamp: '2026-03-01T12:00:00.000Z', Sum: 1 }],
    });
  });

  it.each([
    ['aws-sdk:dynamodb:putItem', 'ResourceNotFoundException', 'DynamoDb.ResourceNotFoundException'],
    ['aws-sdk:dynamodb:putItem', 'ValidationException', 'DynamoDb.DynamoDbException'],
    [
      'aws-sdk:dynamodb:putItem',
      'com.amazonaws.dynamodb#ConditionalCheckFailedException',
      'DynamoDb.ConditionalCheckFailedException',
    ],
    ['aws-sdk:sfn:sendTaskSuccess', 'TaskTimedOut', 'Sfn.TaskTimedOutException'],
    ['aws-sdk:cloudwatch:setAlarmState', 'InvalidFormatFault', 'CloudWatch.InvalidFormatException'],
    ['aws-sdk:ssm:getParameter', 'ParameterNotFound', 'Ssm.ParameterNotFoundException'],
    ['dynamodb:putItem', 'ResourceNotFoundException', 'DynamoDB.ResourceNotFoundException'],
    ['dynamodb:putItem', 'ValidationException', 'DynamoDB.AmazonDynamoDBException'],
    ['sqs:sendMessage', 'QueueDoesNotExist', 'SQS.QueueDoesNotExistException'],
    ['states:startExecution', 'ExecutionAlreadyExists', 'StepFunctions.ExecutionAlreadyExistsException'],
  ])('%s: %s becomes %s', async (resource, code, error) => {
    const { stack } = aStackWithServices(calling(resource, {}), new AwsError(code, 'it says'));

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error });
  });

  it("say where an error is from, in AWS's words", async () => {
    const refusal = new AwsError('ResourceNotFoundException', 'Requested resource not found');
    const { stack } = aStackWithServices(calling('aws-sdk:dynamodb:putItem', {}), refusal);

    const execution = await stack.start();

    expect((await stack.describe(execution))['cause']).toMatch(
      /^Requested resource not found \(Service: DynamoDb, Status Code: 400, Request ID: [^,)]+\)$/,
    );
  });

  it('can wait for a token where the API has a place for it', async () => {
    const machine = calling('aws-sdk:sqs:sendMessage.waitForTaskToken', {
      QueueUrl: 'q',
      MessageBody: { token: '{% $states.context.Task.Token %}' },
    });
    const { stack, asked } = aStackWithServices(machine, { MessageId: 'm' });
    const execution = await stack.start();
    const { token } = JSON.parse(asked[0]?.input['MessageBody'] as string) as { readonly token: string };

    await stack.call('SendTaskSuccess', { taskToken: token, output: '"ok"' });
    await stack.pass(0);

    expect(await outputOf(stack, execution)).toBe('ok');
    expect(detailsOf(await eventOf(stack, execution, 'TaskSubmitted'))).toMatchObject({
      output: '{"MessageId":"m"}',
    });
  });
});

describe('events:putEvents', () => {
  const entries = {
    Entries: [
      { Source: 's', DetailType: 't', Detail: { a: 1 }, Resources: ['mine'], Time: '2026-03-01T12:00:00Z' },
    ],
  };

  it('says which execution the events are from, and sends their details as text', async () => {
    const { stack, asked } = aStackWithServices(calling('events:putEvents', entries), {
      FailedEntryCount: 0,
      Entries: [{ EventId: 'e' }],
    });

    const execution = await stack.start();

    expect(asked[0]?.input).toEqual({
      Entries: [
        {
          Source: 's',
          DetailType: 't',
          Detail: '{"a":1}',
          Resources: ['mine', arnOf('machine'), execution],
          Time: 1_772_366_400,
        },
      ],
    });
    expect(await outputOf(stack, execution)).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
  });

  it('fails when one of the events does', async () => {
    const answer = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail', ErrorMessage: 'no' }] };
    const { stack } = aStackWithServices(calling('events:putEvents', entries), answer);

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({
      error: 'EventBridge.FailedEntry',
      cause: JSON.stringify(answer),
    });
  });
});
