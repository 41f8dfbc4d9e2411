import { aGroup, aMachine, aTask } from './support/a-machine.ts';
import { aStack } from './support/a-stack.ts';
import { outputOf, typesOf } from './support/history.ts';

const waiting = (seconds: number, output: string) => ({
  Type: 'Wait',
  Seconds: seconds,
  Output: `{% '${output}' %}`,
  End: true,
});

describe('a Parallel', () => {
  it('runs its branches side by side and gives their outputs in order', async () => {
    const stack = aStack(
      aMachine({
        Both: {
          Type: 'Parallel',
          Branches: [aGroup({ Slow: waiting(20, 'slow') }), aGroup({ Quick: waiting(10, 'quick') })],
          End: true,
        },
      }),
    );

    const execution = await stack.start();
    await stack.pass(20);

    expect(await outputOf(stack, execution)).toEqual(['slow', 'quick']);
  });

  it('hands its Arguments to every branch, and its results to Output', async () => {
    const stack = aStack(
      aMachine({
        Both: {
          Type: 'Parallel',
          Arguments: { n: '{% $states.input.n * 2 %}' },
          Branches: [
            aGroup({ A: { Type: 'Pass', End: true } }),
            aGroup({ B: { Type: 'Pass', Output: '{% $states.input.n + 1 %}', End: true } }),
          ],
          Output: { was: '{% $states.input %}', got: '{% $states.result %}' },
          End: true,
        },
      }),
    );

    const execution = await stack.start({ n: 3 });

    expect(await outputOf(stack, execution)).toEqual({ was: { n: 3 }, got: [{ n: 6 }, 7] });
  });

  it('is ended by the first branch that fails: the others are aborted and do nothing more', async () => {
    const stack = aStack(
      aMachine({
        Both: {
          Type: 'Parallel',
          Branches: [
            aGroup({ Soon: { Type: 'Wait', Seconds: 5, Next: 'No' }, No: { Type: 'Fail', Error: 'No' } }),
            aGroup({ Later: { Type: 'Wait', Seconds: 10, Next: 'Work' }, Work: aTask() }),
            aGroup({
              Inner: {
                Type: 'Parallel',
                Branches: [aGroup({ Deep: { Type: 'Wait', Seconds: 99, End: true } })],
                End: true,
              },
            }),
          ],
          End: true,
        },
      }),
      { functions: { work: () => 'never' } },
    );

    const execution = await stack.start();
    await stack.pass(100);

    expect(stack.calls).toEqual([]);
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'No' });
    expect((await typesOf(stack, execution)).slice(-7)).toEqual([
      'WaitStateExited',
      'FailStateEntered',
      'WaitStateAborted',
      'WaitStateAborted',
      'ParallelStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('reports the first failure when two branches fail at the same moment', async () => {
    const failing = (error: string) =>
      aGroup({
        [`Wait ${error}`]: { Type: 'Wait', Seconds: 5, Next: `Fail ${error}` },
        [`Fail ${error}`]: { Type: 'Fail', Error: error },
      });
    const stack = aStack(
      aMachine({ Both: { Type: 'Parallel', Branches: [failing('One'), failing('Two')], End: true } }),
    );

    const execution = await stack.start();
    await stack.pass(5);

    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'One' });
  });

  it('may stand inside an iteration', async () => {
    const both = {
      Type: 'Parallel',
      Branches: [
        aGroup({ Same: { Type: 'Pass', End: true } }),
        aGroup({ Index: { Type: 'Pass', Output: '{% $states.context.Map.Item.Index %}', End: true } }),
      ],
      End: true,
    };
    const stack = aStack(
      aMachine({ Each: { Type: 'Map', Items: [1, 2], ItemProcessor: aGroup({ Both: both }), End: true } }),
    );

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});
