import { aGroup, aMachine, aTask } from './support/a-machine.ts';
import { aStack } from './support/a-stack.ts';
import { detailsOf, eventOf, outputOf, statesOf } from './support/history.ts';

/** One byte more than a payload may have, as a JSON string with its quotes. */
const TOO_LARGE = 'x'.repeat(262_143);
const caught = { Caught: { Type: 'Pass', Output: '{% $states.input.Error %}', End: true } };

describe('a payload', () => {
  it('of 256 KiB passes', async () => {
    const stack = aStack(aMachine({ Work: aTask() }), { functions: { work: () => 'x'.repeat(200_000) } });

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toHaveLength(200_000);
  });

  it("larger than that fails the task, in AWS's words", async () => {
    const stack = aStack(aMachine({ Work: aTask() }), { functions: { work: () => TOO_LARGE } });

    const execution = await stack.start();

    expect(detailsOf(await eventOf(stack, execution, 'TaskFailed'))).toMatchObject({
      error: 'States.DataLimitExceeded',
      cause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
    expect(await stack.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });

  it('is counted in bytes of UTF-8, not in characters', async () => {
    const stack = aStack(aMachine({ Work: aTask() }), { functions: { work: () => '€'.repeat(90_000) } });

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({ error: 'States.DataLimitExceeded' });
  });

  it.each([
    ['States.ALL', false],
    ['States.TaskFailed', false],
    ['States.DataLimitExceeded', true],
  ])('that is too large is caught by %s: %s', async (name, taken) => {
    const stack = aStack(
      aMachine({ Work: aTask({ Catch: [{ ErrorEquals: [name], Next: 'Caught' }] }), ...caught }),
      { functions: { work: () => TOO_LARGE } },
    );

    const execution = await stack.start();

    expect((await statesOf(stack, execution)).includes('Caught')).toBe(taken);
  });

  it('is measured for arguments and for outputs too', async () => {
    const double = "{% $pad('', 262143, 'x') %}";
    const arguments_ = aStack(
      aMachine({ Work: aTask({ Arguments: { FunctionName: 'work', Payload: double } }) }),
    );
    const output = aStack(aMachine({ Pass: { Type: 'Pass', Output: double, End: true } }));

    const first = await arguments_.start();
    const second = await output.start();

    expect(await arguments_.describe(first)).toMatchObject({ error: 'States.DataLimitExceeded' });
    expect(await output.describe(second)).toMatchObject({
      error: 'States.DataLimitExceeded',
      cause: expect.stringContaining("The state/task 'Pass' returned a result") as unknown,
    });
  });

  it('of all branches together counts as one', async () => {
    const half = { Type: 'Pass', Output: "{% $pad('', 140000, 'x') %}", End: true };
    const stack = aStack(
      aMachine({
        Both: { Type: 'Parallel', Branches: [aGroup({ A: half }), aGroup({ B: half })], End: true },
      }),
    );

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({ error: 'States.DataLimitExceeded' });
  });
});

describe('a history', () => {
  const loop = aMachine({
    Count: { Type: 'Pass', Assign: { n: '{% $exists($n) ? $n + 1 : 1 %}' }, Next: 'Again?' },
    'Again?': { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'Count' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  });

  it('ends with its 25,000th event, which says so', async () => {
    const stack = aStack(loop);
    const execution = await stack.start();
    const ended = async (): Promise<unknown> => {
      const { status } = await stack.describe(execution);
      if (status !== 'RUNNING') return status;
      await new Promise(setImmediate);
      return ended();
    };

    const status = await ended();

    const { events } = await stack.call('GetExecutionHistory', {
      executionArn: execution,
      reverseOrder: true,
      maxResults: 1,
    });
    expect(status).toBe('FAILED');
    expect(events).toMatchObject([
      {
        id: 25_000,
        type: 'ExecutionFailed',
        executionFailedEventDetails: {
          error: 'States.Runtime',
          cause: 'The execution reached the maximum number of history events (25000).',
        },
      },
    ]);
  });

  it('can be stopped while the machine loops without ever waiting', async () => {
    const stack = aStack(loop);
    const executionArn = await stack.start();

    await stack.call('StopExecution', { executionArn });
    await stack.pass(1);

    expect(await stack.describe(executionArn)).toMatchObject({ status: 'ABORTED' });
  });
});
