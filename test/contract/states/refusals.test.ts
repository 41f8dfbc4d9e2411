import { ACCOUNT, MACHINE, serveStates, type ServedStates } from './served-states.ts';

let served: ServedStates;

beforeAll(async () => {
  served = await serveStates();
});

afterAll(() => served.close());

describe('refusals', () => {
  const EXECUTION = `${ACCOUNT}:execution:approval:none`;
  const OTHER = `${ACCOUNT}:stateMachine:none`;

  it.each([
    ['StartExecution', { stateMachineArn: OTHER }, 'StateMachineDoesNotExist'],
    ['StartExecution', { stateMachineArn: 'none' }, 'InvalidArn'],
    ['StartExecution', {}, 'ValidationException'],
    ['StartExecution', { stateMachineArn: MACHINE, name: 'a b' }, 'InvalidName'],
    ['StartExecution', { stateMachineArn: MACHINE, name: 'x'.repeat(81) }, 'ValidationException'],
    ['StartExecution', { stateMachineArn: MACHINE, input: '{' }, 'InvalidExecutionInput'],
    [
      'StartExecution',
      { stateMachineArn: MACHINE, input: `"${'x'.repeat(262_144)}"` },
      'ValidationException',
    ],
    ['StartExecution', { stateMachineArn: MACHINE, input: { a: 1 } }, 'ValidationException'],
    ['StartExecution', { stateMachineArn: MACHINE, what: 1 }, 'ValidationException'],
    ['StartSyncExecution', { stateMachineArn: MACHINE }, 'StateMachineTypeNotSupported'],
    ['StopExecution', { executionArn: EXECUTION }, 'ExecutionDoesNotExist'],
    ['DescribeExecution', { executionArn: EXECUTION }, 'ExecutionDoesNotExist'],
    ['DescribeExecution', { executionArn: 'none' }, 'InvalidArn'],
    ['GetExecutionHistory', { executionArn: EXECUTION }, 'ExecutionDoesNotExist'],
    ['ListExecutions', { stateMachineArn: OTHER }, 'StateMachineDoesNotExist'],
    ['ListExecutions', { stateMachineArn: MACHINE, maxResults: 1001 }, 'ValidationException'],
    ['ListExecutions', { stateMachineArn: MACHINE, nextToken: 'bm9uZQ' }, 'InvalidToken'],
    ['ListExecutions', { stateMachineArn: MACHINE, statusFilter: 'succeeded' }, 'ValidationException'],
    ['DescribeStateMachine', { stateMachineArn: OTHER }, 'StateMachineDoesNotExist'],
    ['SendTaskSuccess', { taskToken: 'x', output: '1' }, 'InvalidToken'],
    ['SendTaskFailure', { taskToken: 'x' }, 'InvalidToken'],
    ['SendTaskHeartbeat', { taskToken: 'x' }, 'InvalidToken'],
    ['SendTaskSuccess', { output: '1' }, 'ValidationException'],
  ])('%s %j is %s', async (operation, input, code) => {
    await expect(served.call(operation, input)).rejects.toMatchObject({ name: code, statusCode: 400 });
  });

  it.each(['CreateStateMachine', 'RedriveExecution', 'TagResource', 'TestState', 'constructor'])(
    '%s is not served, and says so',
    async (operation) => {
      await expect(served.call(operation)).rejects.toMatchObject({
        name: 'UnknownOperationException',
        statusCode: 501,
        message: expect.stringContaining(`${operation} of Step Functions is not served`) as unknown,
      });
    },
  );
});
