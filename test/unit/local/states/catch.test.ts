import { aGroup, aMachine, aTask } from './support/a-machine.ts';
import { aStack, FunctionError, type Stack } from './support/a-stack.ts';
import { eventOf, outputOf, statesOf, typesOf } from './support/history.ts';

const ends = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { Type: 'Pass', End: true }]));

function failingWith(errorType: string, fields: object, others: Readonly<Record<string, object>>): Stack {
  const work = () => {
    throw new FunctionError(errorType, 'it broke');
  };
  return aStack(aMachine({ Work: aTask(fields), ...others }), { functions: { work } });
}

describe('a catcher', () => {
  it('is chosen in the order they stand in, not by how well it fits', async () => {
    const caught = [
      { ErrorEquals: ['Other'], Next: 'Other' },
      { ErrorEquals: ['States.TaskFailed'], Next: 'Any' },
      { ErrorEquals: ['Broken'], Next: 'Exact' },
    ];
    const stack = failingWith('Broken', { Catch: caught }, ends('Other', 'Any', 'Exact'));

    const execution = await stack.start();

    expect(await statesOf(stack, execution)).toEqual(['Work', 'Any']);
  });

  it.each([
    ['Broken', 'Broken', true],
    ['Broken', 'broken', false],
    ['Broken', 'BrokenError', false],
    ['Broken', 'States.ALL', true],
    ['Broken', 'States.TaskFailed', true],
    ['Broken', 'States.Timeout', false],
    ['com.example.Broken', 'Broken', false],
  ])('of %s: %s takes it: %s', async (errorType, name, taken) => {
    const stack = failingWith(
      errorType,
      { Catch: [{ ErrorEquals: [name], Next: 'Caught' }] },
      ends('Caught'),
    );

    const execution = await stack.start();

    const { status, error } = await stack.describe(execution);
    expect([status, error]).toEqual(taken ? ['SUCCEEDED', undefined] : ['FAILED', errorType]);
  });

  it('passes on the error output: the name, and the whole error object as its cause', async () => {
    const stack = failingWith(
      'Broken',
      { Catch: [{ ErrorEquals: ['Broken'], Next: 'Caught' }] },
      ends('Caught'),
    );

    const execution = await stack.start({ step: 1 });

    const output = (await outputOf(stack, execution)) as { readonly Error: string; readonly Cause: string };
    expect(output.Error).toBe('Broken');
    expect(JSON.parse(output.Cause)).toEqual({ errorType: 'Broken', errorMessage: 'it broke', trace: [] });
  });

  it('has its own Output and Assign, which see the input and the error output', async () => {
    const caught = {
      ErrorEquals: ['Broken'],
      Next: 'Caught',
      Output: { was: '{% $states.input %}', failed: '{% $states.errorOutput.Error %}' },
      Assign: { reason: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
    };
    const stack = failingWith(
      'Broken',
      { Catch: [caught], Assign: { reason: 'none' } },
      {
        Caught: { Type: 'Pass', Output: { in: '{% $states.input %}', reason: '{% $reason %}' }, End: true },
      },
    );

    const execution = await stack.start({ step: 1 });

    expect(await outputOf(stack, execution)).toEqual({
      in: { was: { step: 1 }, failed: 'Broken' },
      reason: 'it broke',
    });
  });

  it('is asked only after the retriers gave up', async () => {
    const policies = {
      Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ['Broken'], Next: 'Caught' }],
    };
    const stack = failingWith('Broken', policies, ends('Caught'));

    const execution = await stack.start();
    await stack.pass(10);

    expect(stack.calls.map(({ second }) => second)).toEqual([0, 1, 3]);
    expect(await statesOf(stack, execution)).toEqual(['Work', 'Caught']);
  });

  it('takes a failed evaluation, which is in the history with its place', async () => {
    const stack = aStack(
      aMachine({
        Work: aTask({
          Arguments: { FunctionName: 'work', Payload: { step: '{% $states.input.missing %}' } },
          Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
        }),
        ...ends('Caught'),
      }),
    );

    const execution = await stack.start();

    expect(await eventOf(stack, execution, 'EvaluationFailed')).toMatchObject({
      evaluationFailedEventDetails: {
        error: 'States.QueryEvaluationError',
        location: 'Arguments/Payload/step',
        state: 'Work',
        cause:
          "An error occurred while executing the state 'Work' (entered at the event id #2). The JSONata expression " +
          "'$states.input.missing' specified for the field 'Arguments/Payload/step' returned nothing (undefined).",
      },
    });
    expect(await statesOf(stack, execution)).toEqual(['Work', 'Caught']);
  });

  it('takes what a Fail state inside a Parallel says', async () => {
    const stack = aStack(
      aMachine({
        Both: {
          Type: 'Parallel',
          Branches: [aGroup({ No: { Type: 'Fail', Error: 'Refused', Cause: 'by rule' } })],
          Catch: [{ ErrorEquals: ['Refused'], Next: 'Caught' }],
          End: true,
        },
        ...ends('Caught'),
      }),
    );

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toEqual({ Error: 'Refused', Cause: 'by rule' });
    expect(await typesOf(stack, execution)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'FailStateEntered',
      'ParallelStateFailed',
      'ParallelStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fails the execution when its own Output cannot be evaluated', async () => {
    const caught = [{ ErrorEquals: ['Broken'], Next: 'Caught', Output: '{% $states.errorOutput.Nothing %}' }];
    const stack = failingWith('Broken', { Catch: caught }, ends('Caught'));

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });
});
