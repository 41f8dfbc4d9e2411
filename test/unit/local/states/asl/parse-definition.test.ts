import { aGroup, aMachine, aTask, LAMBDA } from '../support/a-machine.ts';
import { problemsOf } from '../support/problems.ts';

const only = (state: object) => aMachine({ A: state });
const pass = { Type: 'Pass', End: true };

describe('a definition', () => {
  it('with every kind of state is accepted', () => {
    const machine = aMachine(
      {
        Pass: {
          Type: 'Pass',
          Comment: 'c',
          Assign: { größe: 1 },
          Output: ['{% 1 %}', 'plain'],
          Next: 'Task',
        },
        Task: aTask({
          TimeoutSeconds: 60,
          HeartbeatSeconds: '{% 5 %}',
          Retry: [
            {
              ErrorEquals: ['A'],
              IntervalSeconds: 1,
              MaxDelaySeconds: 5,
              BackoffRate: 1.5,
              JitterStrategy: 'FULL',
            },
            { ErrorEquals: ['States.ALL'], MaxAttempts: 0, Comment: 'never' },
          ],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Fail' }],
          Next: 'Wait',
        }),
        Wait: { Type: 'Wait', Timestamp: '2030-01-01T00:00:00Z', Next: 'Choice' },
        Choice: {
          Type: 'Choice',
          Choices: [{ Condition: '{% true %}', Next: 'Parallel' }],
          Default: 'Succeed',
        },
        Parallel: { Type: 'Parallel', Branches: [aGroup({ B: pass })], Arguments: {}, Next: 'Map' },
        Map: {
          Type: 'Map',
          Items: [1],
          ItemSelector: {},
          MaxConcurrency: 5,
          ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...aGroup({ M: pass }) },
          Next: 'Succeed',
        },
        Succeed: { Type: 'Succeed', Output: {} },
        Fail: { Type: 'Fail', Error: 'E', Cause: '{% $states.input.Cause %}' },
      },
      { Comment: 'all of them', Version: '1.0', TimeoutSeconds: 3600 },
    );

    expect(problemsOf(machine)).toEqual([]);
  });

  it('may say JSONata at every state instead of at the top', () => {
    const machine = { StartAt: 'A', States: { A: { ...pass, QueryLanguage: 'JSONata' } } };

    expect(problemsOf(machine)).toEqual([]);
  });

  it('says everything that is wrong at once, and where', () => {
    const machine = aMachine({
      A: { Type: 'Pass', Next: 'Nowhere' },
      B: { Type: 'Wait', End: true },
      C: { Type: 'Fail', Error: 7 },
    });

    expect(problemsOf(machine)).toEqual([
      '/States/B: A Wait state must have either Seconds or Timestamp',
      '/States/C/Error: Error must be a string or JSONata, not 7',
      "/States/A: It leads to 'Nowhere', which is none of the states here",
      '/States/B: No other state leads here',
      '/States/C: No other state leads here',
    ]);
  });
});

describe('JSONPath is refused', () => {
  it.each([
    ['no QueryLanguage at all', { StartAt: 'A', States: { A: pass } }, '/States/A'],
    ['QueryLanguage JSONPath', aMachine({ A: pass }, { QueryLanguage: 'JSONPath' }), '/States/A'],
    ['a single state in JSONPath', only({ ...pass, QueryLanguage: 'JSONPath' }), '/States/A/QueryLanguage'],
    ['InputPath', only({ ...pass, InputPath: '$.a' }), '/States/A/InputPath'],
    ['Parameters', only({ ...pass, Parameters: {} }), '/States/A/Parameters'],
    ['Result', only({ ...pass, Result: 1 }), '/States/A/Result'],
    ['ResultPath', only(aTask({ ResultPath: '$' })), '/States/A/ResultPath'],
    [
      'a .$ key, however deep',
      only(aTask({ Arguments: { FunctionName: 'f', Payload: [{ 'x.$': '$.x' }] } })),
      '/States/A/Arguments/Payload/0/x.$',
    ],
    [
      'SecondsPath',
      only({ Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true }),
      '/States/A/SecondsPath',
    ],
    [
      'a state inside a Parallel',
      {
        StartAt: 'A',
        States: {
          A: { Type: 'Parallel', QueryLanguage: 'JSONata', Branches: [aGroup({ B: pass })], End: true },
        },
      },
      '/States/A/Branches[0]/States/B',
    ],
  ])('%s', (_, machine, location) => {
    const [problem] = problemsOf(machine);

    expect(problem?.startsWith(`${location}: `)).toBe(true);
    expect(problem).toContain('JSONata');
  });

  it('comparison operators in a Choice', () => {
    const machine = aMachine({
      A: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'B' }] },
      B: pass,
    });

    expect(problemsOf(machine).join('\n')).toContain(
      "/States/A/Choices[0]/Variable: The field 'Variable' is JSONPath",
    );
  });
});

describe('what cannot run here is refused', () => {
  it.each([
    [
      'a distributed Map',
      {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          ...aGroup({ M: pass }),
        },
        End: true,
      },
      'A Map of mode DISTRIBUTED is not supported',
    ],
    [
      'ItemReader',
      { Type: 'Map', ItemReader: {}, ItemProcessor: aGroup({ M: pass }), End: true },
      "'ItemReader' belongs to a distributed Map",
    ],
    [
      'ToleratedFailureCount',
      { Type: 'Map', ToleratedFailureCount: 1, ItemProcessor: aGroup({ M: pass }), End: true },
      "'ToleratedFailureCount' belongs to a distributed Map",
    ],
    [
      'a plain function',
      aTask({ Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f' }),
      'is not supported by this local stack. Supported are arn:aws:states:::lambda:invoke',
    ],
    [
      'an activity',
      aTask({ Resource: 'arn:aws:states:us-east-1:123456789012:activity:a' }),
      'is not supported',
    ],
    ['ecs:runTask.sync', aTask({ Resource: 'arn:aws:states:::ecs:runTask.sync' }), 'is not supported'],
    [
      'startExecution.sync',
      aTask({ Resource: 'arn:aws:states:::states:startExecution.sync' }),
      'is not supported',
    ],
    ['dynamodb:query', aTask({ Resource: 'arn:aws:states:::dynamodb:query' }), 'is not supported'],
    ['an SDK service', aTask({ Resource: 'arn:aws:states:::aws-sdk:ecs:describeTasks' }), 'is not supported'],
    [
      'an SDK operation in PascalCase',
      aTask({ Resource: 'arn:aws:states:::aws-sdk:ssm:GetParameter' }),
      'is not supported',
    ],
    ['Credentials', aTask({ Credentials: { RoleArn: 'r' } }), "The field 'Credentials' is not supported"],
    ['ClientContext', aTask({ Arguments: { FunctionName: 'f', ClientContext: 'c' } }), "not 'ClientContext'"],
    ['a field nobody knows', { ...pass, Timeout: 5 }, "The field 'Timeout' is not supported"],
    ['a type nobody knows', { Type: 'Activity', End: true }, "'Activity' is no state type"],
  ])('%s', (_, state, sentence) => {
    expect(problemsOf(only(state)).join('\n')).toContain(sentence);
  });
});

describe('resources', () => {
  it.each([
    LAMBDA,
    `${LAMBDA}.waitForTaskToken`,
    'arn:aws:states:::dynamodb:putItem',
    'arn:aws:states:::events:putEvents',
    'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    'arn:aws:states:::states:startExecution',
    'arn:aws:states:::states:startExecution.sync:2',
    'arn:aws:states:::aws-sdk:dynamodb:query',
    'arn:aws:states:::aws-sdk:cloudwatch:setAlarmState',
    'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
    'arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken',
    'arn:aws-cn:states:::lambda:invoke',
  ])('%s is supported', (resource) => {
    expect(problemsOf(only(aTask({ Resource: resource })))).toEqual([]);
  });
});
