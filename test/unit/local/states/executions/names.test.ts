import { aMachine } from '../support/a-machine.ts';
import { arnOf, aStack } from '../support/a-stack.ts';

const waiting = aMachine({ Wait: { Type: 'Wait', Seconds: 10, End: true } });
const code = (error: string) => expect.objectContaining({ code: error }) as unknown;
const DAY = 24 * 3600;

describe('the name of an execution', () => {
  it('with the same input gives the execution that runs', async () => {
    const stack = aStack(waiting);

    const first = await stack.start({ n: 1 }, 'one');
    await stack.pass(5);
    const second = await stack.start({ n: 1 }, 'one');
    const { executions } = await stack.call('ListExecutions', { stateMachineArn: arnOf('machine') });

    expect(second).toBe(first);
    expect(executions).toHaveLength(1);
  });

  it('with another input is taken while it runs', async () => {
    const stack = aStack(waiting);
    await stack.start({ n: 1 }, 'one');

    await expect(stack.start({ n: 2 }, 'one')).rejects.toEqual(code('ExecutionAlreadyExists'));
  });

  it('is taken for 90 days after the end, even with the same input, and free afterwards', async () => {
    const stack = aStack(waiting);
    const executionArn = await stack.start({}, 'one');
    await stack.pass(10);

    await expect(stack.start({}, 'one')).rejects.toEqual(code('ExecutionAlreadyExists'));
    await stack.pass(90 * DAY - 1);
    await expect(stack.start({}, 'one')).rejects.toEqual(code('ExecutionAlreadyExists'));
    await stack.pass(1);
    await expect(stack.describe(executionArn)).rejects.toEqual(code('ExecutionDoesNotExist'));
    expect(await stack.start({}, 'one')).toBe(executionArn);
  });

  it.each([
    '',
    'x'.repeat(81),
    'a b',
    'a:b',
    'a/b',
    'a*',
    'a?',
    'a"',
    'a#',
    'a\u0000',
    'a\u0085',
    '{a}',
    '😀',
  ])('may not be %j', async (name) => {
    const stack = aStack(waiting);

    const start = stack.states.startExecution({ stateMachineArn: arnOf('machine'), name });

    await expect(start).rejects.toEqual(code('InvalidName'));
  });

  it.each(['x'.repeat(80), 'a.b_c-d', "it's(1)!+=@", 'größe'])('may be %s', async (name) => {
    const stack = aStack(waiting);

    const executionArn = await stack.start({}, name);

    expect(executionArn).toBe(`arn:aws:states:us-east-1:123456789012:execution:machine:${name}`);
  });

  it('is drawn when none is given', async () => {
    const stack = aStack(waiting);

    const arns = new Set([await stack.start(), await stack.start()]);

    expect(arns.size).toBe(2);
  });
});

describe('the input of an execution', () => {
  it.each([
    ['empty', ''],
    ['cut off', '{'],
    ['in single quotes', "{'a': 1}"],
    ['undefined', 'undefined'],
    ['nested too deeply', `${'['.repeat(1001)}${']'.repeat(1001)}`],
    ['larger than 256 KiB', `"${'€'.repeat(90_000)}"`],
  ])('may not be %s', async (_, input) => {
    const stack = aStack(waiting);

    const start = stack.states.startExecution({ stateMachineArn: arnOf('machine'), input });

    await expect(start).rejects.toEqual(code('InvalidExecutionInput'));
  });

  it('is an empty object when absent', async () => {
    const stack = aStack(waiting);

    const { executionArn } = await stack.states.startExecution({ stateMachineArn: arnOf('machine') });

    expect(await stack.describe(executionArn)).toMatchObject({ input: '{}' });
  });
});

describe('a state machine that does not exist', () => {
  it('starts nothing', async () => {
    const stack = aStack(waiting);

    await expect(stack.states.startExecution({ stateMachineArn: arnOf('other') })).rejects.toEqual(
      code('StateMachineDoesNotExist'),
    );
  });
});
