import { aMachine, aTask } from './support/a-machine.ts';
import { aStack, START } from './support/a-stack.ts';
import { eventOf, outputOf, statesOf, typesOf } from './support/history.ts';

const ends = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { Type: 'Pass', End: true }]));

describe('a Choice', () => {
  const sizes = aMachine({
    Size: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.n > 100 %}', Next: 'Large' },
        { Condition: '{% $states.input.n > 10 %}', Next: 'Medium' },
      ],
      Default: 'Small',
    },
    ...ends('Large', 'Medium', 'Small'),
  });

  it.each([
    [500, 'Large'],
    [50, 'Medium'],
    [5, 'Small'],
  ])('takes the first rule that holds, else the default: %s is %s', async (n, expected) => {
    const stack = aStack(sizes);

    const execution = await stack.start({ n });

    expect(await statesOf(stack, execution)).toEqual(['Size', expected]);
  });

  it('fails with States.NoChoiceMatched when no rule holds and there is no default', async () => {
    const stack = aStack(
      aMachine({
        Size: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Large' }] },
        ...ends('Large'),
      }),
    );

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.NoChoiceMatched',
    });
  });

  it("fails when a condition is no boolean: 'truthy' does not count", async () => {
    const stack = aStack(sizes);

    const execution = await stack.start({});

    expect(await stack.describe(execution)).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("'Choices[0]/Condition' returned nothing (undefined)") as unknown,
    });
  });

  it.each([
    [true, { output: 'of the rule', variable: 'of the rule' }],
    [false, { output: 'of the default', variable: 'of the default' }],
  ])(
    'uses Output and Assign of the rule that held (%s), those of the state with the default',
    async (yes, expected) => {
      const show = {
        Type: 'Pass',
        Output: { output: '{% $states.input %}', variable: '{% $v %}' },
        End: true,
      };
      const stack = aStack(
        aMachine({
          Choose: {
            Type: 'Choice',
            Choices: [
              {
                Condition: '{% $states.input.yes %}',
                Next: 'Show',
                Output: "{% 'of the rule' %}",
                Assign: { v: 'of the rule' },
              },
            ],
            Default: 'Show',
            Output: "{% 'of the default' %}",
            Assign: { v: 'of the default' },
          },
          Show: show,
        }),
      );

      const execution = await stack.start({ yes });

      expect(await outputOf(stack, execution)).toEqual(expected);
    },
  );
});

describe('a Wait', () => {
  it('waits for its seconds, and not one less', async () => {
    const stack = aStack(aMachine({ Wait: { Type: 'Wait', Seconds: 90, End: true } }));
    const execution = await stack.start();

    await stack.pass(89.999);
    const before = await stack.describe(execution);
    await stack.pass(0.001);

    expect(before['status']).toBe('RUNNING');
    expect(await stack.describe(execution)).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: START / 1000 + 90,
    });
  });

  it.each([
    ['2026-03-01T12:01:00Z', 60],
    ['2026-03-01T13:01:00.500+01:00', 60.5],
    ['2020-01-01T00:00:00Z', 0],
  ])('waits until the timestamp %s', async (timestamp, seconds) => {
    const stack = aStack(
      aMachine({ Wait: { Type: 'Wait', Timestamp: '{% $states.input.at %}', End: true } }),
    );

    const execution = await stack.start({ at: timestamp });
    await stack.pass(100);

    expect(await stack.describe(execution)).toMatchObject({ stopDate: START / 1000 + seconds });
  });

  it.each(['2026-03-01 12:01:00Z', '2026-03-01T12:01:00', '2026-13-01T12:01:00Z', 'tomorrow'])(
    'fails for the timestamp %s',
    async (timestamp) => {
      const stack = aStack(
        aMachine({ Wait: { Type: 'Wait', Timestamp: '{% $states.input.at %}', End: true } }),
      );

      const execution = await stack.start({ at: timestamp });

      expect(await stack.describe(execution)).toMatchObject({
        error: 'States.QueryEvaluationError',
        cause: expect.stringContaining(
          `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${timestamp}`,
        ) as unknown,
      });
    },
  );

  it.each([-1, 2.5, '5'])('fails for %j seconds', async (seconds) => {
    const stack = aStack(aMachine({ Wait: { Type: 'Wait', Seconds: '{% $states.input.s %}', End: true } }));

    const execution = await stack.start({ s: seconds });

    expect(await stack.describe(execution)).toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  it('has Output and Assign', async () => {
    const stack = aStack(
      aMachine({
        Wait: {
          Type: 'Wait',
          Seconds: 1,
          Assign: { n: '{% $states.input.n + 1 %}' },
          Output: "{% 'waited' %}",
          Next: 'Show',
        },
        Show: { Type: 'Pass', Output: '{% [$states.input, $n] %}', End: true },
      }),
    );

    const execution = await stack.start({ n: 1 });
    await stack.pass(1);

    expect(await outputOf(stack, execution)).toEqual(['waited', 2]);
  });
});

describe('Pass, Succeed and Fail', () => {
  it('pass their input on unless they have an Output', async () => {
    const stack = aStack(
      aMachine({
        Keep: { Type: 'Pass', Next: 'Done' },
        Done: { Type: 'Succeed', Output: { n: '{% $states.input.n %}' } },
      }),
    );

    const execution = await stack.start({ n: 1, m: 2 });

    expect(await outputOf(stack, execution)).toEqual({ n: 1 });
    expect(await typesOf(stack, execution)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fail with an error and a cause that may be expressions', async () => {
    const stack = aStack(
      aMachine({
        No: { Type: 'Fail', Error: '{% $states.input.e %}', Cause: "{% 'step ' & $states.input.n %}" },
      }),
    );

    const execution = await stack.start({ e: 'Refused', n: 3 });

    expect(await stack.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'Refused',
      cause: 'step 3',
    });
    expect(await typesOf(stack, execution)).toEqual([
      'ExecutionStarted',
      'FailStateEntered',
      'ExecutionFailed',
    ]);
  });

  it('may fail without saying why', async () => {
    const stack = aStack(aMachine({ No: { Type: 'Fail' } }));

    const execution = await stack.start();

    const description = await stack.describe(execution);
    expect(description['status']).toBe('FAILED');
    expect(description).not.toHaveProperty('error');
  });
});

describe('stopping', () => {
  it.each([
    ['Wait', { Type: 'Wait', Seconds: 99, End: true }],
    ['Task', aTask()],
    [
      'Retry',
      aTask({
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 99 }],
        Arguments: { FunctionName: 'none' },
      }),
    ],
    [
      'Parallel',
      {
        Type: 'Parallel',
        Branches: [{ StartAt: 'In', States: { In: { Type: 'Wait', Seconds: 9, End: true } } }],
        End: true,
      },
    ],
    [
      'Map',
      { Type: 'Map', Items: [1], ItemProcessor: { StartAt: 'In', States: { In: aTask() } }, End: true },
    ],
  ])('ends an execution in %s at once, with one event, and nothing follows', async (_, state) => {
    const stack = aStack(aMachine({ State: state }), {
      functions: { work: () => new Promise(() => undefined) },
    });
    const executionArn = await stack.start();

    await stack.call('StopExecution', { executionArn, error: 'E', cause: 'C' });
    const events = await stack.history(executionArn);
    await stack.pass(1000);

    expect(await stack.describe(executionArn)).toMatchObject({ status: 'ABORTED', error: 'E', cause: 'C' });
    expect(events.filter(({ type }) => type === 'ExecutionAborted')).toHaveLength(1);
    expect(await stack.history(executionArn)).toEqual(events);
  });

  it('leaves an execution that is over as it is', async () => {
    const stack = aStack(aMachine({ Keep: { Type: 'Pass', End: true } }));
    const executionArn = await stack.start();
    await stack.pass(10);

    const { stopDate } = await stack.call('StopExecution', { executionArn });

    expect(stopDate).toBe(START / 1000);
    expect(await stack.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('shows error and cause in its event', async () => {
    const stack = aStack(aMachine({ Wait: { Type: 'Wait', Seconds: 99, End: true } }));
    const executionArn = await stack.start();

    await stack.call('StopExecution', { executionArn, error: 'E' });

    expect(await eventOf(stack, executionArn, 'ExecutionAborted')).toMatchObject({
      id: 3,
      previousEventId: 0,
      executionAbortedEventDetails: { error: 'E' },
    });
  });
});
