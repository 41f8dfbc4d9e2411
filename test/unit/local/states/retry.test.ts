import { aGroup, aMachine, aTask } from './support/a-machine.ts';
import { aStack, FunctionError, type FunctionBody } from './support/a-stack.ts';
import { outputOf, typesOf } from './support/history.ts';

/** Fails with each name once, in order, then answers. */
function failing(...names: readonly string[]): FunctionBody {
  const left = [...names];
  return () => {
    const name = left.shift();
    if (name !== undefined) throw new FunctionError(name);
    return 'done';
  };
}

/** Gives each answer once, in order; one that ends in ! is thrown. */
function answering(...answers: readonly string[]): FunctionBody {
  const left = [...answers];
  return () => {
    const answer = left.shift() ?? '';
    if (answer.endsWith('!')) throw new FunctionError(answer.slice(0, -1));
    return answer;
  };
}

const secondsOf = ({ calls }: { readonly calls: readonly { readonly second: number }[] }) =>
  calls.map(({ second }) => second);

describe('a retrier', () => {
  it('retries after its interval, multiplied by the backoff rate each time', async () => {
    const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, MaxAttempts: 3, BackoffRate: 2 }];
    const stack = aStack(aMachine({ Work: aTask({ Retry: retry }) }), {
      functions: { work: failing('Busy', 'Busy', 'Busy') },
    });

    const execution = await stack.start();
    await stack.pass(60);

    expect(secondsOf(stack)).toEqual([0, 3, 9, 21]);
    expect(await outputOf(stack, execution)).toBe('done');
  });

  it('takes 1 second, 3 attempts and a rate of 2 when it says nothing', async () => {
    const stack = aStack(aMachine({ Work: aTask({ Retry: [{ ErrorEquals: ['Busy'] }] }) }), {
      functions: { work: failing('Busy', 'Busy', 'Busy', 'Busy') },
    });

    const execution = await stack.start();
    await stack.pass(60);

    expect(secondsOf(stack)).toEqual([0, 1, 3, 7]);
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'Busy' });
  });

  it('waits no longer than MaxDelaySeconds', async () => {
    const retry = [
      { ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 10, MaxAttempts: 3, MaxDelaySeconds: 30 },
    ];
    const stack = aStack(aMachine({ Work: aTask({ Retry: retry }) }), {
      functions: { work: failing('Busy', 'Busy', 'Busy') },
    });

    await stack.start();
    await stack.pass(100);

    expect(secondsOf(stack)).toEqual([0, 10, 40, 70]);
  });

  it('waits a random part of the delay with full jitter', async () => {
    const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 4, MaxAttempts: 2, JitterStrategy: 'FULL' }];
    const stack = aStack(aMachine({ Work: aTask({ Retry: retry }) }), {
      functions: { work: failing('Busy', 'Busy') },
      options: { random: () => 0.25 },
    });

    await stack.start();
    await stack.pass(100);

    expect(secondsOf(stack)).toEqual([0, 1, 3]);
  });

  it('never retries with MaxAttempts 0', async () => {
    const stack = aStack(
      aMachine({ Work: aTask({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 0 }] }) }),
      { functions: { work: failing('Busy') } },
    );

    const execution = await stack.start();
    await stack.pass(100);

    expect(stack.calls).toHaveLength(1);
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'Busy' });
  });

  it('counts its attempts over the whole visit, whatever other retriers did in between', async () => {
    // The example of "Handling errors in Step Functions workflows": ErrorA, ErrorB, ErrorC, ErrorB.
    const retry = [
      { ErrorEquals: ['ErrorA', 'ErrorB'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
      { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 },
    ];
    const caught = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
    const stack = aStack(
      aMachine({ Work: aTask({ Retry: retry, Catch: caught }), Caught: { Type: 'Pass', End: true } }),
      { functions: { work: failing('ErrorA', 'ErrorB', 'ErrorC', 'ErrorB') } },
    );

    const execution = await stack.start();
    await stack.pass(100);

    expect(secondsOf(stack)).toEqual([0, 1, 3, 8]);
    expect(await outputOf(stack, execution)).toMatchObject({ Error: 'ErrorB' });
  });

  it('counts anew when the state is visited again', async () => {
    const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 1 }];
    const stack = aStack(
      aMachine({
        First: aTask({ Retry: retry, Next: 'Again?' }),
        'Again?': {
          Type: 'Choice',
          Choices: [{ Condition: "{% $states.input = 'again' %}", Next: 'First' }],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      }),
      { functions: { work: answering('Busy!', 'again', 'Busy!', 'over') } },
    );

    const execution = await stack.start();
    await stack.pass(100);

    expect(secondsOf(stack)).toEqual([0, 1, 1, 2]);
    expect(await outputOf(stack, execution)).toBe('over');
  });

  it('evaluates the arguments again, with the number of retries in the context', async () => {
    const stack = aStack(
      aMachine({
        Work: aTask({
          Arguments: { FunctionName: 'work', Payload: '{% $states.context.State.RetryCount %}' },
          Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 2 }],
        }),
      }),
      { functions: { work: failing('Busy', 'Busy') } },
    );

    await stack.start();
    await stack.pass(100);

    expect(stack.calls.map(({ payload }) => payload)).toEqual([0, 1, 2]);
  });

  it('starts all branches of a Parallel anew', async () => {
    const stack = aStack(
      aMachine({
        Both: {
          Type: 'Parallel',
          Branches: [aGroup({ Left: aTask() }), aGroup({ Right: { Type: 'Pass', End: true } })],
          Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 7 }],
          End: true,
        },
      }),
      { functions: { work: failing('Busy') } },
    );

    const execution = await stack.start();
    await stack.pass(7);

    expect(secondsOf(stack)).toEqual([0, 7]);
    expect(await typesOf(stack, execution)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'TaskStateEntered',
      'PassStateEntered',
      'PassStateExited',
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'TaskStateAborted',
      'ParallelStateStarted',
      'TaskStateEntered',
      'PassStateEntered',
      'PassStateExited',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ParallelStateSucceeded',
      'ParallelStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('does not retry an execution that is stopped while it waits', async () => {
    const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 30 }];
    const stack = aStack(aMachine({ Work: aTask({ Retry: retry }) }), {
      functions: { work: failing('Busy') },
    });
    const executionArn = await stack.start();

    await stack.call('StopExecution', { executionArn });
    await stack.pass(100);

    expect(stack.calls).toHaveLength(1);
    expect(await stack.describe(executionArn)).toMatchObject({ status: 'ABORTED' });
  });
});
