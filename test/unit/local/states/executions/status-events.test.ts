import { aMachine } from '../support/a-machine.ts';
import { arnOf, aStack, START } from '../support/a-stack.ts';

const waiting = aMachine({ Wait: { Type: 'Wait', Seconds: 10, Next: 'Done' }, Done: { Type: 'Succeed' } });

describe('a status change', () => {
  it('is told in the shape of EventBridge, when an execution starts and when it ends', async () => {
    const stack = aStack(waiting);

    const executionArn = await stack.start({ n: 1 }, 'one');
    await stack.pass(10);

    const common = {
      executionArn,
      stateMachineArn: arnOf('machine'),
      name: 'one',
      startDate: START,
      input: '{"n":1}',
      inputDetails: { included: true },
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: 'NOT_REDRIVABLE',
      error: null,
      cause: null,
    };
    expect(stack.statusChanges).toEqual([
      {
        source: 'aws.states',
        detailType: 'Step Functions Execution Status Change',
        resources: [executionArn],
        time: START,
        detail: {
          ...common,
          status: 'RUNNING',
          stopDate: null,
          output: null,
          outputDetails: null,
          redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
        },
      },
      {
        source: 'aws.states',
        detailType: 'Step Functions Execution Status Change',
        resources: [executionArn],
        time: START + 10_000,
        detail: {
          ...common,
          status: 'SUCCEEDED',
          stopDate: START + 10_000,
          output: '{"n":1}',
          outputDetails: { included: true },
          redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
        },
      },
    ]);
  });

  it.each([
    ['FAILED', aMachine({ No: { Type: 'Fail', Error: 'E', Cause: 'C' } }), { error: 'E', cause: 'C' }],
    [
      'TIMED_OUT',
      aMachine({ Wait: { Type: 'Wait', Seconds: 99, End: true } }, { TimeoutSeconds: 5 }),
      { error: null },
    ],
  ])('of an execution that is %s says why', async (status, machine, why) => {
    const stack = aStack(machine);

    await stack.start();
    await stack.pass(5);

    expect(stack.statusChanges.at(-1)?.detail).toMatchObject({
      status,
      output: null,
      outputDetails: null,
      ...why,
    });
  });

  it('of a stopped execution is told at once', async () => {
    const stack = aStack(waiting);
    const executionArn = await stack.start();

    await stack.call('StopExecution', { executionArn, error: 'E' });

    expect(stack.statusChanges.at(-1)?.detail).toMatchObject({ status: 'ABORTED', error: 'E' });
  });

  it('leaves out input and output that are too large together', async () => {
    const stack = aStack(waiting);

    await stack.start('x'.repeat(130_000));
    await stack.pass(10);

    expect(
      stack.statusChanges.map(({ detail }) => [detail['input'] === null, detail['inputDetails']]),
    ).toEqual([
      [false, { included: true }],
      [true, { included: false }],
    ]);
    expect(stack.statusChanges.at(-1)?.detail).toMatchObject({
      output: null,
      outputDetails: { included: false },
    });
  });

  it('that cannot be told harms nothing but is logged', async () => {
    const lines: string[] = [];
    const stack = aStack(waiting, {
      options: {
        onStatusChange: () => Promise.reject(new Error('no bus')),
        log: (line) => lines.push(line),
      },
    });

    const executionArn = await stack.start();
    await stack.pass(10);

    expect(await stack.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(lines).toEqual([
      `The event that ${executionArn} is RUNNING could not be published: Error: no bus`,
      `The event that ${executionArn} is SUCCEEDED could not be published: Error: no bus`,
    ]);
  });
});
