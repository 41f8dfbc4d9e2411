import { until } from '../../support/until.ts';
import { MACHINE, QUICK, ROLE, serveStates, type ServedStates } from './served-states.ts';

let served: ServedStates;

beforeAll(async () => {
  served = await serveStates();
});

afterAll(() => served.close());

const call = (operation: string, input: object) => served.call(operation, input);
const token = () => served.tokens.at(-1);

async function start(name: string, input = '{}'): Promise<string> {
  const { executionArn } = await call('StartExecution', { stateMachineArn: MACHINE, name, input });
  return String(executionArn);
}

const isNow = (executionArn: string, status: string) =>
  until(async () => (await call('DescribeExecution', { executionArn }))['status'] === status);

describe('an execution over HTTP', () => {
  it('is started, waits for its callback, and can be described all along', async () => {
    const executionArn = await start('described', '{"n":1}');
    const running = await call('DescribeExecution', { executionArn });

    await call('SendTaskSuccess', { taskToken: token(), output: '"by Ada"' });
    await isNow(executionArn, 'SUCCEEDED');
    const ended = await call('DescribeExecution', { executionArn });

    expect(running).toEqual({
      executionArn,
      stateMachineArn: MACHINE,
      name: 'described',
      status: 'RUNNING',
      startDate: expect.any(Number) as unknown,
      input: '{"n":1}',
      inputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    });
    expect(ended).toMatchObject({
      output: '{"approved":"by Ada"}',
      outputDetails: { included: true },
      stopDate: expect.any(Number) as unknown,
    });
  });

  it('shows its history page by page, either way round, with or without data', async () => {
    const executionArn = await start('history');
    await call('SendTaskFailure', { taskToken: token(), error: 'Rejected', cause: 'no' });
    await isNow(executionArn, 'FAILED');

    const first = await call('GetExecutionHistory', { executionArn, maxResults: 5 });
    const second = await call('GetExecutionHistory', {
      executionArn,
      maxResults: 5,
      nextToken: first['nextToken'],
    });
    const backwards = await call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 });
    const bare = await call('GetExecutionHistory', {
      executionArn,
      includeExecutionData: false,
      maxResults: 2,
    });

    expect(first['events']).toMatchObject([
      {
        id: 1,
        previousEventId: 0,
        type: 'ExecutionStarted',
        timestamp: expect.any(Number) as unknown,
        executionStartedEventDetails: { input: '{}', inputDetails: { truncated: false }, roleArn: ROLE },
      },
      {
        id: 2,
        previousEventId: 0,
        type: 'TaskStateEntered',
        stateEnteredEventDetails: { name: 'Ask', input: '{}' },
      },
      {
        id: 3,
        previousEventId: 2,
        type: 'TaskScheduled',
        taskScheduledEventDetails: { resource: 'invoke.waitForTaskToken' },
      },
      { id: 4, previousEventId: 3, type: 'TaskStarted', taskStartedEventDetails: { resourceType: 'lambda' } },
      { id: 5, previousEventId: 4, type: 'TaskSubmitted' },
    ]);
    expect(second['events']).toMatchObject([
      { id: 6, type: 'TaskFailed', taskFailedEventDetails: { error: 'Rejected', cause: 'no' } },
      {
        id: 7,
        type: 'TaskStateExited',
        stateExitedEventDetails: { name: 'Ask', output: '{"Error":"Rejected","Cause":"no"}' },
      },
      { id: 8, type: 'FailStateEntered' },
      { id: 9, type: 'ExecutionFailed', executionFailedEventDetails: { error: 'NotApproved', cause: 'no' } },
    ]);
    expect(second).not.toHaveProperty('nextToken');
    expect(backwards['events']).toMatchObject([{ id: 9 }]);
    expect(bare['events']).toMatchObject([
      { executionStartedEventDetails: { roleArn: ROLE } },
      { stateEnteredEventDetails: { name: 'Ask' } },
    ]);
    expect(JSON.stringify(bare)).not.toContain('"input"');
  });

  it('is listed, the latest first, by status, page by page', async () => {
    for (const name of ['a', 'b', 'c']) {
      await call('StartExecution', { stateMachineArn: QUICK, name });
    }
    const filter = { stateMachineArn: QUICK, statusFilter: 'SUCCEEDED' };
    const listed = async () => (await call('ListExecutions', filter))['executions'] as unknown[];
    await until(async () => (await listed()).length === 3);

    const first = await call('ListExecutions', { ...filter, maxResults: 2 });
    const second = await call('ListExecutions', {
      ...filter,
      maxResults: 2,
      nextToken: first['nextToken'],
    });
    const running = await call('ListExecutions', { stateMachineArn: QUICK, statusFilter: 'RUNNING' });

    expect(first['executions']).toMatchObject([{ name: 'c' }, { name: 'b' }]);
    expect(second['executions']).toEqual([
      {
        executionArn: 'arn:aws:states:us-east-1:123456789012:execution:quick:a',
        stateMachineArn: QUICK,
        name: 'a',
        status: 'SUCCEEDED',
        startDate: expect.any(Number) as unknown,
        stopDate: expect.any(Number) as unknown,
        redriveCount: 0,
      },
    ]);
    expect(second).not.toHaveProperty('nextToken');
    expect(running).toEqual({ executions: [] });
  });

  it('is stopped, and its token with it', async () => {
    const executionArn = await start('stopped');

    const stopped = await call('StopExecution', { executionArn, error: 'E', cause: 'C' });
    const late = call('SendTaskSuccess', { taskToken: token(), output: '1' });

    await expect(late).rejects.toMatchObject({ name: 'TaskTimedOut', statusCode: 400 });
    expect(stopped).toEqual({ stopDate: expect.any(Number) as unknown });
  });

  it('is started once by many equal calls at once', async () => {
    const request = { stateMachineArn: MACHINE, name: 'once', input: '{}' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('StartExecution', request)));

    const { executions } = await call('ListExecutions', { stateMachineArn: MACHINE, maxResults: 1000 });
    const names = (executions as { readonly name: string }[]).map(({ name }) => name);
    expect(new Set(answers.map(({ startDate }) => startDate)).size).toBe(1);
    expect(names.filter((name) => name === 'once')).toHaveLength(1);
  });
});
