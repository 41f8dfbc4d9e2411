import type { Json } from '../../../../local/states/json.ts';
import { aGroup, aMachine, aTask } from './support/a-machine.ts';
import { aStack, FunctionError } from './support/a-stack.ts';
import { detailsOf, eventOf, nameOf, outputOf } from './support/history.ts';

const aMap = (fields: object, states: Readonly<Record<string, object>>) =>
  aMachine({ Each: { Type: 'Map', ItemProcessor: aGroup(states), End: true, ...fields } });

describe('a Map', () => {
  it('runs its processor for each item of its input, in order', async () => {
    const stack = aStack(
      aMap({}, { Double: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } }),
    );

    const execution = await stack.start([1, 2, 3]);

    expect(await outputOf(stack, execution)).toEqual([2, 4, 6]);
    expect(detailsOf(await eventOf(stack, execution, 'MapStateStarted'))).toEqual({ length: 3 });
  });

  it('takes Items from an expression, and ItemSelector sees index, value and the input of the Map', async () => {
    const stack = aStack(
      aMap(
        {
          Items: '{% $states.input.list %}',
          ItemSelector: {
            index: '{% $states.context.Map.Item.Index %}',
            value: '{% $states.context.Map.Item.Value %}',
            unit: '{% $states.input.unit %}',
          },
        },
        { Keep: { Type: 'Pass', End: true } },
      ),
    );

    const execution = await stack.start({ list: ['a', 'b'], unit: 's' });

    expect(await outputOf(stack, execution)).toEqual([
      { index: 0, value: 'a', unit: 's' },
      { index: 1, value: 'b', unit: 's' },
    ]);
  });

  it('gives an empty list for no items', async () => {
    const stack = aStack(aMap({}, { Keep: { Type: 'Pass', End: true } }));

    const execution = await stack.start([]);

    expect(await outputOf(stack, execution)).toEqual([]);
  });

  it.each([
    [1, [0, 10, 20, 30, 40]],
    [2, [0, 0, 10, 10, 20]],
    [0, [0, 0, 0, 0, 0]],
    ['{% $states.input[0] + 2 %}', [0, 0, 0, 10, 10]],
  ])('runs MaxConcurrency %j iterations at a time', async (concurrency, seconds) => {
    const stack = aStack(
      aMap(
        { MaxConcurrency: concurrency },
        { Work: aTask({ Next: 'Wait' }), Wait: { Type: 'Wait', Seconds: 10, End: true } },
      ),
      { functions: { work: (payload) => payload } },
    );

    const execution = await stack.start([1, 2, 3, 4, 5]);
    await stack.pass(60);

    expect(stack.calls.map(({ second }) => second)).toEqual(seconds);
    expect(await outputOf(stack, execution)).toEqual([1, 2, 3, 4, 5]);
  });

  it('never runs more than 40 at a time', async () => {
    const stack = aStack(
      aMap({}, { Work: aTask({ Next: 'Wait' }), Wait: { Type: 'Wait', Seconds: 10, End: true } }),
      { functions: { work: (payload) => payload } },
    );

    await stack.start(Array.from({ length: 41 }, (_, index) => index));
    await stack.pass(60);

    expect(stack.calls.filter(({ second }) => second === 0)).toHaveLength(40);
    expect(stack.calls.at(-1)?.second).toBe(10);
  });

  it('is ended by the first iteration that fails, with the events that AWS shows', async () => {
    const work = (payload: Json) => {
      if (payload === 2) throw new FunctionError('Odd');
      return new Promise<Json>(() => undefined);
    };
    const stack = aStack(aMap({}, { Work: aTask() }), { functions: { work } });

    const execution = await stack.start([1, 2]);

    const events = await stack.history(execution);
    expect(events.slice(-6).map((event) => [event.type, detailsOf(event)['index']])).toEqual([
      ['MapIterationFailed', 1],
      ['TaskStateAborted', undefined],
      ['MapIterationAborted', 0],
      ['TaskStateAborted', undefined],
      ['MapStateFailed', undefined],
      ['ExecutionFailed', undefined],
    ]);
  });

  it('starts no further iteration once one has failed', async () => {
    const work = (payload: Json) => {
      if (payload === 1) throw new FunctionError('First');
      return payload;
    };
    const stack = aStack(aMap({ MaxConcurrency: 1 }, { Work: aTask() }), { functions: { work } });

    const execution = await stack.start([1, 2, 3]);

    expect(stack.calls).toHaveLength(1);
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'First' });
  });

  it('can be retried as a whole', async () => {
    let failures = 1;
    const work = (payload: Json) => {
      if (payload === 2 && failures-- > 0) throw new FunctionError('Once');
      return payload;
    };
    const stack = aStack(
      aMap({ Retry: [{ ErrorEquals: ['Once'], IntervalSeconds: 3 }] }, { Work: aTask() }),
      {
        functions: { work },
      },
    );

    const execution = await stack.start([1, 2]);
    await stack.pass(3);

    expect(await outputOf(stack, execution)).toEqual([1, 2]);
  });

  it.each([['no list'], [7], [{ a: 1 }], [null]])('fails when its input is %j', async (input: Json) => {
    const stack = aStack(
      aMachine({
        Each: {
          Type: 'Map',
          ItemProcessor: aGroup({ Keep: { Type: 'Pass', End: true } }),
          Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', Output: '{% $states.input.Cause %}', End: true },
      }),
    );

    const execution = await stack.start(input);

    expect(await outputOf(stack, execution)).toBe(
      "An error occurred while executing the state 'Each' (entered at the event id #2). " +
        `Map state input must be an array but was: ${JSON.stringify(input)}`,
    );
  });

  it("fails when Items is no array, in AWS's words", async () => {
    const stack = aStack(aMap({ Items: '{% 1 %}' }, { Keep: { Type: 'Pass', End: true } }));

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'Each' (entered at the event id #2). The JSONata expression '1' " +
        "specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
    });
  });

  it('numbers its iterations for the states inside, the innermost Map first', async () => {
    const stack = aStack(
      aMap(
        { Items: ['a', 'b'] },
        {
          Inner: {
            Type: 'Map',
            Items: [1, 2],
            ItemProcessor: aGroup({
              Show: { Type: 'Pass', Output: '{% $states.context.Map.Item %}', End: true },
            }),
            Output: { of: '{% $states.context.Map.Item.Value %}', inner: '{% $states.result %}' },
            End: true,
          },
        },
      ),
    );

    const execution = await stack.start();

    const inner = [
      { Index: 0, Value: 1 },
      { Index: 1, Value: 2 },
    ];
    expect(await outputOf(stack, execution)).toEqual([
      { of: 'a', inner },
      { of: 'b', inner },
    ]);
  });

  it('names itself in the events of its iterations', async () => {
    const stack = aStack(aMap({}, { Keep: { Type: 'Pass', End: true } }));

    const execution = await stack.start([1]);

    const started = await eventOf(stack, execution, 'MapIterationStarted');
    expect(started && nameOf(started)).toBe('Each');
  });
});
