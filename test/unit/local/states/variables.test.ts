import { aGroup, aMachine, aTask } from './support/a-machine.ts';
import { aStack } from './support/a-stack.ts';
import { detailsOf, eventOf, outputOf } from './support/history.ts';

const show = (output: unknown) => ({ Type: 'Pass', Output: output, End: true });

describe('variables', () => {
  it('live until the end and are not part of the output', async () => {
    const stack = aStack(
      aMachine({
        Set: { Type: 'Pass', Assign: { a: 1, b: { c: '{% $states.input.x %}' } }, Next: 'Between' },
        Between: { Type: 'Pass', Output: "{% 'something else' %}", Next: 'Show' },
        Show: show('{% [$a, $b.c, $states.input] %}'),
      }),
    );

    const execution = await stack.start({ x: 'y' });

    expect(await outputOf(stack, execution)).toEqual([1, 'y', 'something else']);
  });

  it('are all assigned at once: every expression sees the values of before', async () => {
    const stack = aStack(
      aMachine({
        Set: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
        Swap: {
          Type: 'Pass',
          Assign: { a: '{% $b %}', b: '{% $a %}' },
          Output: '{% [$a, $b] %}',
          Next: 'Show',
        },
        Show: show({ before: '{% $states.input %}', after: ['{% $a %}', '{% $b %}'] }),
      }),
    );

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toEqual({ before: [1, 2], after: [2, 1] });
  });

  it('see the result of a task', async () => {
    const stack = aStack(
      aMachine({
        Work: aTask({
          Assign: { answer: '{% $states.result.Payload.n + 1 %}' },
          Output: "{% 'out' %}",
          Next: 'Show',
        }),
        Show: show('{% $answer %}'),
      }),
      { functions: { work: () => ({ n: 41 }) } },
    );

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toBe(42);
  });

  it('of outside can be read inside a Parallel and a Map; those of inside end there', async () => {
    const stack = aStack(
      aMachine({
        Set: { Type: 'Pass', Assign: { x: 42 }, Next: 'Each' },
        Each: {
          Type: 'Map',
          Items: [1, 2],
          ItemProcessor: aGroup({
            Inside: { Type: 'Pass', Assign: { inner: '{% $x + $states.input %}' }, Next: 'Out' },
            Out: show('{% $inner %}'),
          }),
          Next: 'Both',
        },
        Both: {
          Type: 'Parallel',
          Branches: [
            aGroup({
              A: { Type: 'Pass', Assign: { inner: 'a' }, Next: 'A2' },
              A2: show('{% [$inner, $x] %}'),
            }),
            aGroup({ B: show('{% $exists($inner) %}') }),
          ],
          Next: 'After',
        },
        After: show({ x: '{% $x %}', leaked: '{% $exists($inner) %}', both: '{% $states.input %}' }),
      }),
    );

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toEqual({ x: 42, leaked: false, both: [['a', 42], false] });
  });

  it('of a Parallel that is caught are assigned by the catcher, outside', async () => {
    const stack = aStack(
      aMachine({
        Both: {
          Type: 'Parallel',
          Branches: [aGroup({ No: { Type: 'Fail', Error: 'No' } })],
          Catch: [
            { ErrorEquals: ['No'], Next: 'Show', Assign: { failed: '{% $states.errorOutput.Error %}' } },
          ],
          End: true,
        },
        Show: show('{% $failed %}'),
      }),
    );

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toBe('No');
  });

  it('are in the history as JSON text', async () => {
    const stack = aStack(aMachine({ Set: { Type: 'Pass', Assign: { a: 'b', c: [1] }, End: true } }));

    const execution = await stack.start();

    expect(detailsOf(await eventOf(stack, execution, 'PassStateExited'))).toMatchObject({
      assignedVariables: { a: '"b"', c: '[1]' },
      assignedVariablesDetails: { truncated: false },
    });
  });

  it('hold at most 256 KiB an assignment', async () => {
    const stack = aStack(
      aMachine({ Set: { Type: 'Pass', Assign: { big: "{% $pad('', 262143, 'x') %}" }, End: true } }),
    );

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });

  it('hold at most 10 MiB in all', async () => {
    const names = Array.from({ length: 41 }, (_, index) => `v${index}`);
    const states = names.map((name, index) => [
      name,
      {
        Type: 'Pass',
        Assign: { [name]: "{% $pad('', 260000, 'x') %}" },
        ...(index < 40 ? { Next: names[index + 1] } : { End: true }),
      },
    ]);
    const stack = aStack(aMachine(Object.fromEntries(states) as Record<string, object>));

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });
});
