import {
  ACCOUNT,
  approval,
  MACHINE,
  quick,
  QUICK,
  ROLE,
  serveStates,
  type ServedStates,
} from './served-states.ts';

let served: ServedStates;

beforeAll(async () => {
  served = await serveStates();
});

afterAll(() => served.close());

const call = (operation: string, input: object) => served.call(operation, input);

describe('state machines over HTTP', () => {
  it('are described, with logging and tracing as the template has them', async () => {
    const machine = await call('DescribeStateMachine', { stateMachineArn: MACHINE });

    expect(machine).toEqual({
      stateMachineArn: MACHINE,
      name: 'approval',
      status: 'ACTIVE',
      type: 'STANDARD',
      definition: JSON.stringify(approval),
      roleArn: ROLE,
      creationDate: expect.any(Number) as unknown,
      loggingConfiguration: {
        level: 'ERROR',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn:aws:logs:x' } }],
      },
      tracingConfiguration: { enabled: true },
    });
  });

  it('are listed', async () => {
    const first = await call('ListStateMachines', { maxResults: 1 });
    const second = await call('ListStateMachines', { nextToken: first['nextToken'] });

    expect(first['stateMachines']).toMatchObject([{ name: 'approval', type: 'STANDARD' }]);
    expect(second['stateMachines']).toMatchObject([{ name: 'quick' }]);
  });

  it('are described as they were for an execution', async () => {
    const { executionArn } = await call('StartExecution', { stateMachineArn: MACHINE });

    const machine = await call('DescribeStateMachineForExecution', { executionArn });

    expect(machine).toMatchObject({
      stateMachineArn: MACHINE,
      definition: JSON.stringify(approval),
      roleArn: ROLE,
    });
  });

  it.each([
    [JSON.stringify(quick), 'OK', []],
    ['{}', 'FAIL', ['SCHEMA_VALIDATION_FAILED', 'SCHEMA_VALIDATION_FAILED']],
    ['nonsense', 'FAIL', ['INVALID_JSON_DESCRIPTION']],
  ])('are validated: %s is %s', async (definition, result, codes) => {
    const findings = await call('ValidateStateMachineDefinition', { definition });

    expect(findings).toMatchObject({ result, truncated: false });
    expect((findings['diagnostics'] as { readonly code: string }[]).map(({ code }) => code)).toEqual(codes);
  });
});

describe('permissions', () => {
  const execution = `${ACCOUNT}:execution:quick:p`;

  it.each([
    ['StartExecution', { stateMachineArn: QUICK, name: 'p' }, QUICK],
    ['ListExecutions', { stateMachineArn: QUICK }, QUICK],
    ['DescribeExecution', { executionArn: execution }, execution],
    ['ListStateMachines', {}, '*'],
  ])('%s asks for itself on what it is about', async (operation, input, resource) => {
    await call(operation, input);

    expect(served.permissions.at(-1)).toEqual({ action: `states:${operation}`, resource });
  });

  it('of callbacks are on the state machine that waits', async () => {
    await call('StartExecution', { stateMachineArn: MACHINE });

    await call('SendTaskHeartbeat', { taskToken: served.tokens.at(-1) });

    expect(served.permissions.at(-1)).toEqual({ action: 'states:SendTaskHeartbeat', resource: MACHINE });
  });
});
