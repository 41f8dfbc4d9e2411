import type { Json } from '../../../../../local/states/json.ts';
import { aCallbackTask, aGroup, aMachine, aTask } from '../support/a-machine.ts';
import { restarted, started } from '../support/a-restart.ts';
import { FunctionError, START } from '../support/a-stack.ts';
import { outputOf, typesOf } from '../support/history.ts';

const never = () => new Promise<Json>(() => undefined);

describe('after a restart', () => {
  it('an execution that is over is as it was', async () => {
    const machine = aMachine({ Pass: { Type: 'Pass', Output: { done: '{% true %}' }, End: true } });
    const before = started(machine);
    const execution = await before.start({ n: 1 }, 'one');
    const description = await before.describe(execution);
    const history = await before.history(execution);

    const stack = restarted(before, machine);

    expect(description['status']).toBe('SUCCEEDED');
    expect(await stack.describe(execution)).toEqual(description);
    expect(await stack.history(execution)).toEqual(history);
    await expect(stack.start({ n: 1 }, 'one')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });

  it('a Wait ends when it would have ended', async () => {
    const machine = aMachine({ Wait: { Type: 'Wait', Seconds: 100, End: true } });
    const before = started(machine);
    const execution = await before.start();
    await before.pass(60);

    const stack = restarted(before, machine);
    await stack.pass(39.9);
    const almost = await stack.describe(execution);
    await stack.pass(0.1);

    expect(almost['status']).toBe('RUNNING');
    expect(await stack.describe(execution)).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: START / 1000 + 100,
    });
  });

  it('a time-out of the machine comes when it would have come', async () => {
    const machine = aMachine({ Wait: { Type: 'Wait', Seconds: 100, End: true } }, { TimeoutSeconds: 50 });
    const before = started(machine);
    const execution = await before.start();
    await before.pass(30);

    const stack = restarted(before, machine);
    await stack.pass(20);

    expect(await stack.describe(execution)).toMatchObject({ status: 'TIMED_OUT' });
  });

  it('variables and outputs are as they were', async () => {
    const machine = aMachine({
      Set: {
        Type: 'Pass',
        Assign: { a: { b: [1, '{% $states.input.n %}'] } },
        Output: { c: 3 },
        Next: 'Wait',
      },
      Wait: { Type: 'Wait', Seconds: 5, Next: 'Show' },
      Show: { Type: 'Pass', Output: { a: '{% $a %}', input: '{% $states.input %}' }, End: true },
    });
    const before = started(machine);
    const execution = await before.start({ n: 2 });

    const stack = restarted(before, machine);
    await stack.pass(5);

    expect(await outputOf(stack, execution)).toEqual({ a: { b: [1, 2] }, input: { c: 3 } });
  });

  it('a callback token stays valid, and the function is not asked again', async () => {
    const machine = aMachine({ Ask: aCallbackTask({ TimeoutSeconds: 100, HeartbeatSeconds: 60 }) });
    const before = started(machine, { functions: { ask: () => 'asked' } });
    const execution = await before.start();
    const { token } = before.calls[0]?.payload as { readonly token: string };

    const stack = restarted(before, machine, { functions: { ask: never } });
    await stack.pass(10);
    await stack.call('SendTaskHeartbeat', { taskToken: token });
    await stack.call('SendTaskSuccess', { taskToken: token, output: '"yes"' });
    await stack.pass(0);

    expect(stack.calls).toEqual([]);
    expect(await outputOf(stack, execution)).toBe('yes');
  });

  it('a callback that was acknowledged counts, even when nothing came of it yet', async () => {
    const machine = aMachine({
      Ask: aCallbackTask({ Assign: { x: 1 }, Next: 'Wait' }),
      Wait: { Type: 'Wait', Seconds: 1, End: true },
    });
    const before = started(machine, { functions: { ask: () => 'asked' } });
    const execution = await before.start();
    const { token } = before.calls[0]?.payload as { readonly token: string };
    // Not awaited: the process ends with the answer on its way out.
    const acknowledged = before.call('SendTaskSuccess', { taskToken: token, output: '"yes"' });
    const stack = restarted(before, machine);
    await acknowledged;

    await stack.pass(1);

    expect(await outputOf(stack, execution)).toBe('yes');
    await expect(stack.call('SendTaskSuccess', { taskToken: token, output: '"no"' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  it('time-outs and heartbeats count from before', async () => {
    const machine = aMachine({ Ask: aCallbackTask({ TimeoutSeconds: 100, HeartbeatSeconds: 60 }) });
    const before = started(machine, { functions: { ask: () => null } });
    const execution = await before.start();
    const { token } = before.calls[0]?.payload as { readonly token: string };
    await before.pass(50);
    await before.call('SendTaskHeartbeat', { taskToken: token });

    const stack = restarted(before, machine);
    await stack.pass(49);
    const almost = await stack.describe(execution);
    await stack.pass(1);

    expect(almost['status']).toBe('RUNNING');
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('a call that was under way is made again, with the same arguments and no second event', async () => {
    const machine = aMachine({
      Work: aTask({ Arguments: { FunctionName: 'work', Payload: '{% $uuid() %}' } }),
    });
    const before = started(machine, { functions: { work: never } });
    const execution = await before.start();

    const stack = restarted(before, machine, { functions: { work: () => 'done' } });
    await stack.pass(0);

    expect(stack.calls.map(({ payload }) => payload)).toEqual(before.calls.map(({ payload }) => payload));
    expect(await outputOf(stack, execution)).toBe('done');
    expect(await typesOf(stack, execution)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('a retry waits its time, and the attempts before count', async () => {
    const machine = aMachine({
      Work: aTask({
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 2 }],
      }),
    });
    const busy = () => {
      throw new FunctionError('Busy');
    };
    const before = started(machine, { functions: { work: busy } });
    const execution = await before.start();
    await before.pass(15);

    const stack = restarted(before, machine, { functions: { work: busy } });
    await stack.pass(60);

    expect(before.calls.map(({ second }) => second)).toEqual([0, 10]);
    expect(stack.calls.map(({ second }) => second)).toEqual([30]);
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'Busy' });
  });

  it('branches go on where each was; those that were done stay done', async () => {
    const machine = aMachine({
      Both: {
        Type: 'Parallel',
        Branches: [
          aGroup({ Work: aTask() }),
          aGroup({ Wait: { Type: 'Wait', Seconds: 20, Next: 'Late' }, Late: aTask() }),
        ],
        End: true,
      },
    });
    const before = started(machine, { functions: { work: () => 'before' } });
    const execution = await before.start();
    await before.pass(10);

    const stack = restarted(before, machine, { functions: { work: () => 'after' } });
    await stack.pass(10);

    expect(before.calls).toHaveLength(1);
    expect(stack.calls).toHaveLength(1);
    expect(await outputOf(stack, execution)).toEqual(['before', 'after']);
  });

  it('iterations go on: done, under way and not yet begun', async () => {
    const machine = aMachine({
      Each: {
        Type: 'Map',
        MaxConcurrency: 1,
        ItemSelector: { item: '{% $states.context.Map.Item.Value %}' },
        ItemProcessor: aGroup({
          Work: aTask({ Next: 'Wait' }),
          Wait: { Type: 'Wait', Seconds: 10, End: true },
        }),
        End: true,
      },
    });
    const before = started(machine, { functions: { work: (payload) => payload } });
    const execution = await before.start(['a', 'b', 'c']);
    await before.pass(15);

    const stack = restarted(before, machine, { functions: { work: (payload) => payload } });
    await stack.pass(15);

    expect(before.calls).toHaveLength(2);
    expect(stack.calls.map(({ payload }) => payload)).toEqual([{ item: 'c' }]);
    expect(await outputOf(stack, execution)).toEqual([{ item: 'a' }, { item: 'b' }, { item: 'c' }]);
    const types = await typesOf(stack, execution);
    expect(types.filter((type) => type === 'MapIterationSucceeded')).toHaveLength(3);
    expect(types.filter((type) => type === 'MapIterationStarted')).toHaveLength(3);
  });

  it('the definition of the start holds, though the template has another', async () => {
    const machine = (output: string) =>
      aMachine({
        Wait: { Type: 'Wait', Seconds: 5, Next: 'Show' },
        Show: { Type: 'Pass', Output: { version: output }, End: true },
      });
    const before = started(machine('old'));
    const execution = await before.start();

    const stack = restarted(before, machine('new'));
    await stack.pass(5);

    expect(await outputOf(stack, execution)).toEqual({ version: 'old' });
    expect(await stack.call('DescribeStateMachineForExecution', { executionArn: execution })).toMatchObject({
      definition: JSON.stringify(machine('old')),
    });
  });

  it('executions of a machine that is gone are aborted', async () => {
    const machine = aMachine({ Wait: { Type: 'Wait', Seconds: 5, End: true } });
    const before = started(machine);
    const execution = await before.start();

    const stack = restarted(before, machine, { named: 'another' });

    expect(await stack.describe(execution)).toMatchObject({ status: 'ABORTED' });
  });
});
