import { ACCOUNT, MACHINE, serveStates, type ServedStates } from './served-states.ts';

let served: ServedStates;

beforeAll(async () => {
  served = await serveStates();
});

afterAll(() => served.close());

describe('refusals', () => {
  const EXECUTION = `${ACCOUNT}:execution:approval:none`;
  const TOO_LARGE = `"${'x'.repeat(262_144)}"`;
  const OTHER = `${ACCOUNT}:stateMachine:none`;

  it.each([
    ['StartExecution', 'StateMachineDoesNotExist', { stateMachineArn: OTHER }],
    ['StartExecution', 'InvalidArn', { stateMachineArn: 'none' }],
    ['StartExecution', 'ValidationException', {}],
    ['StartExecution', 'InvalidName', { stateMachineArn: MACHINE, name: 'a b' }],
    ['StartExecution', 'ValidationException', { stateMachineArn: MACHINE, name: 'x'.repeat(81) }],
    ['StartExecution', 'InvalidExecutionInput', { stateMachineArn: MACHINE, input: '{' }],
    ['StartExecution', 'ValidationException', { stateMachineArn: MACHINE, input: TOO_LARGE }],
    ['StartExecution', 'ValidationException', { stateMachineArn: MACHINE, input: { a: 1 } }],
    ['StartExecution', 'ValidationException', { stateMachineArn: MACHINE, what: 1 }],
    ['StartSyncExecution', 'StateMachineTypeNotSupported', { stateMachineArn: MACHINE }],
    ['StopExecution', 'ExecutionDoesNotExist', { executionArn: EXECUTION }],
    ['DescribeExecution', 'ExecutionDoesNotExist', { executionArn: EXECUTION }],
    ['DescribeExecution', 'InvalidArn', { executionArn: 'none' }],
    ['GetExecutionHistory', 'ExecutionDoesNotExist', { executionArn: EXECUTION }],
    ['ListExecutions', 'StateMachineDoesNotExist', { stateMachineArn: OTHER }],
    ['ListExecutions', 'ValidationException', { stateMachineArn: MACHINE, maxResults: 1001 }],
    ['ListExecutions', 'InvalidToken', { stateMachineArn: MACHINE, nextToken: 'bm9uZQ' }],
    ['ListExecutions', 'ValidationException', { stateMachineArn: MACHINE, statusFilter: 'succeeded' }],
    ['DescribeStateMachine', 'StateMachineDoesNotExist', { stateMachineArn: OTHER }],
    ['SendTaskSuccess', 'InvalidToken', { taskToken: 'x', output: '1' }],
    ['SendTaskFailure', 'InvalidToken', { taskToken: 'x' }],
    ['SendTaskHeartbeat', 'InvalidToken', { taskToken: 'x' }],
    ['SendTaskSuccess', 'ValidationException', { output: '1' }],
  ])('%s is refused as %s', async (operation, code, input) => {
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
