import type { Json } from '../../../../local/states/json.ts';
import { aCallbackTask, aMachine, aTask } from './support/a-machine.ts';
import { aStack, type Stack } from './support/a-stack.ts';
import { detailsOf, eventOf, outputOf, statesOf, typesOf } from './support/history.ts';

const never = () => new Promise<Json>(() => undefined);
const caught = { Caught: { Type: 'Pass', Output: '{% $states.input.Error %}', End: true } };

/** The token of the last call of `ask`. */
function tokenOf(stack: Stack): string {
  const { token } = stack.calls.at(-1)?.payload as { readonly token: string };
  return token;
}

describe('TimeoutSeconds of a task', () => {
  it('ends it with States.Timeout, to the second', async () => {
    const stack = aStack(aMachine({ Work: aTask({ TimeoutSeconds: 5 }) }), { functions: { work: never } });
    const execution = await stack.start();

    await stack.pass(4.999);
    const before = await stack.describe(execution);
    await stack.pass(0.001);

    expect(before['status']).toBe('RUNNING');
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(detailsOf(await eventOf(stack, execution, 'TaskTimedOut'))).toEqual({
      resourceType: 'lambda',
      resource: 'invoke',
      error: 'States.Timeout',
    });
  });

  it('may be an expression', async () => {
    const stack = aStack(aMachine({ Work: aTask({ TimeoutSeconds: '{% $states.input.limit * 2 %}' }) }), {
      functions: { work: never },
    });

    const execution = await stack.start({ limit: 4 });
    await stack.pass(8);

    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(detailsOf(await eventOf(stack, execution, 'TaskScheduled'))).toMatchObject({
      timeoutInSeconds: 8,
    });
  });

  it.each([0, -1, 1.5, 'five', null])('may not be %j', async (limit) => {
    const stack = aStack(aMachine({ Work: aTask({ TimeoutSeconds: '{% $states.input.limit %}' }) }));

    const execution = await stack.start({ limit });

    expect(await stack.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    });
  });

  it.each([
    ['States.Timeout', true],
    ['States.ALL', true],
    ['States.TaskFailed', false],
    ['States.HeartbeatTimeout', false],
  ])('is caught by %s: %s', async (name, taken) => {
    const work = aTask({ TimeoutSeconds: 1, Catch: [{ ErrorEquals: [name], Next: 'Caught' }] });
    const stack = aStack(aMachine({ Work: work, ...caught }), { functions: { work: never } });

    const execution = await stack.start();
    await stack.pass(1);

    expect((await statesOf(stack, execution)).includes('Caught')).toBe(taken);
  });

  it('gives every attempt its own time', async () => {
    const work = aTask({
      TimeoutSeconds: 10,
      Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 5, MaxAttempts: 1 }],
    });
    const stack = aStack(aMachine({ Work: work }), { functions: { work: never } });

    const execution = await stack.start();
    await stack.pass(24.9);
    const before = await stack.describe(execution);
    await stack.pass(0.1);

    expect(stack.calls.map(({ second }) => second)).toEqual([0, 15]);
    expect(before['status']).toBe('RUNNING');
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('does not hear an answer that comes too late', async () => {
    const { promise, resolve } = Promise.withResolvers<Json>();
    const work = aTask({ TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] });
    const stack = aStack(aMachine({ Work: work, ...caught }), { functions: { work: () => promise } });
    const execution = await stack.start();
    await stack.pass(1);

    resolve('too late');
    await stack.pass(1);

    expect(await outputOf(stack, execution)).toBe('States.Timeout');
    expect(await typesOf(stack, execution)).not.toContain('TaskSucceeded');
  });
});

describe('HeartbeatSeconds', () => {
  const waiting = (fields: object = {}) =>
    aStack(
      aMachine({ Ask: aCallbackTask({ HeartbeatSeconds: 10, TimeoutSeconds: 60, ...fields }), ...caught }),
      {
        functions: { ask: () => null },
        unchecked: !('Catch' in fields),
      },
    );

  it('ends a task without a heartbeat, as States.Timeout in the history', async () => {
    const stack = waiting({ Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Caught' }] });
    const execution = await stack.start();

    await stack.pass(10);

    expect(await outputOf(stack, execution)).toBe('States.Timeout');
    expect(detailsOf(await eventOf(stack, execution, 'TaskTimedOut'))).toMatchObject({
      error: 'States.Timeout',
    });
    expect(detailsOf(await eventOf(stack, execution, 'TaskScheduled'))).toMatchObject({
      heartbeatInSeconds: 10,
      timeoutInSeconds: 60,
    });
  });

  it.each([
    ['States.Timeout', true],
    ['States.ALL', true],
    ['States.TaskFailed', false],
  ])('is caught by %s: %s', async (name, taken) => {
    const stack = waiting({ Catch: [{ ErrorEquals: [name], Next: 'Caught' }] });
    const execution = await stack.start();

    await stack.pass(10);

    expect((await statesOf(stack, execution)).includes('Caught')).toBe(taken);
  });

  it('counts anew from each heartbeat', async () => {
    const stack = waiting({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] });
    const execution = await stack.start();

    for (let beat = 0; beat < 3; beat += 1) {
      await stack.pass(9);
      await stack.call('SendTaskHeartbeat', { taskToken: tokenOf(stack) });
    }
    await stack.pass(9.9);
    const before = await stack.describe(execution);
    await stack.pass(0.1);

    expect(before['status']).toBe('RUNNING');
    expect(await stack.describe(execution)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('does not outlive TimeoutSeconds', async () => {
    const stack = waiting({ TimeoutSeconds: 15, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] });
    const execution = await stack.start();

    await stack.pass(9);
    await stack.call('SendTaskHeartbeat', { taskToken: tokenOf(stack) });
    await stack.pass(6);

    expect(await stack.describe(execution)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('TimeoutSeconds of a machine', () => {
  const machine = aMachine(
    { Wait: { Type: 'Wait', Seconds: 100, Next: 'End' }, End: { Type: 'Succeed' } },
    {
      TimeoutSeconds: 30,
    },
  );

  it('ends the execution as TIMED_OUT, wherever it is', async () => {
    const stack = aStack(machine);
    const execution = await stack.start();

    await stack.pass(30);

    expect(await stack.describe(execution)).toMatchObject({ status: 'TIMED_OUT' });
    expect(await typesOf(stack, execution)).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
      'ExecutionTimedOut',
    ]);
  });

  it('cannot be caught, and nothing goes on afterwards', async () => {
    const work = aTask({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] });
    const stack = aStack(aMachine({ Work: work, ...caught }, { TimeoutSeconds: 1 }), {
      functions: { work: never },
    });
    const execution = await stack.start();

    await stack.pass(100);

    expect(await stack.describe(execution)).toMatchObject({ status: 'TIMED_OUT' });
    expect(await statesOf(stack, execution)).toEqual(['Work']);
  });
});
