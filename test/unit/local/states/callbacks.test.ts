import type { Json } from '../../../../local/states/json.ts';
import { aCallbackTask, aGroup, aMachine, LAMBDA } from './support/a-machine.ts';
import { aStack, FunctionError, type Stack, type StackOptions } from './support/a-stack.ts';
import { detailsOf, eventOf, outputOf, statesOf, typesOf } from './support/history.ts';

function tokensOf(stack: Stack): readonly string[] {
  return stack.calls.map(({ payload }) => (payload as { readonly token: string }).token);
}

function asking(fields: object = {}, options: StackOptions = {}): Stack {
  const caught = 'Catch' in fields ? { Caught: { Type: 'Pass', End: true } } : {};
  const machine = aMachine({ Ask: aCallbackTask(fields), ...caught });
  return aStack(machine, { functions: { ask: () => 'asked' }, ...options });
}

const code = (error: string) => expect.objectContaining({ code: error }) as unknown;

describe('a task that waits for its token', () => {
  it('goes on with the output it is sent, whenever that comes', async () => {
    const stack = asking();
    const execution = await stack.start();
    await stack.pass(3600);
    const before = await stack.describe(execution);

    await stack.call('SendTaskSuccess', { taskToken: tokensOf(stack)[0], output: '{"approved":true}' });
    await stack.pass(0);

    expect(before['status']).toBe('RUNNING');
    expect(await outputOf(stack, execution)).toEqual({ approved: true });
    expect(await typesOf(stack, execution)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('shows what the function answered as submitted, and what came back as its result', async () => {
    const stack = asking();
    const execution = await stack.start();

    await stack.call('SendTaskSuccess', { taskToken: tokensOf(stack)[0], output: '"yes"' });
    await stack.pass(0);

    const submitted = detailsOf(await eventOf(stack, execution, 'TaskSubmitted'));
    expect(submitted).toMatchObject({ resourceType: 'lambda', resource: 'invoke.waitForTaskToken' });
    expect(JSON.parse(String(submitted['output']))).toMatchObject({ Payload: 'asked', StatusCode: 200 });
    expect(await outputOf(stack, execution)).toBe('yes');
  });

  it('fails with the error and cause it is sent', async () => {
    const stack = asking({ Catch: [{ ErrorEquals: ['Rejected'], Next: 'Caught' }] });
    const execution = await stack.start();

    await stack.call('SendTaskFailure', {
      taskToken: tokensOf(stack)[0],
      error: 'Rejected',
      cause: 'by Ada',
    });
    await stack.pass(0);

    expect(await outputOf(stack, execution)).toEqual({ Error: 'Rejected', Cause: 'by Ada' });
  });

  it('can fail without a name, which only wildcards catch', async () => {
    const stack = asking({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] });
    const execution = await stack.start();

    await stack.call('SendTaskFailure', { taskToken: tokensOf(stack)[0] });
    await stack.pass(0);

    expect(await outputOf(stack, execution)).toEqual({ Error: null, Cause: null });
  });

  it.each([
    ['SendTaskSuccess', { output: '1' }],
    ['SendTaskFailure', { error: 'E' }],
    ['SendTaskHeartbeat', {}],
  ])('takes its token once: %s after that is TaskTimedOut', async (operation, members) => {
    const stack = asking();
    const execution = await stack.start();
    const [taskToken] = tokensOf(stack);
    await stack.call('SendTaskSuccess', { taskToken, output: '"first"' });

    const second = stack.call(operation, { taskToken, ...members });

    await expect(second).rejects.toEqual(code('TaskTimedOut'));
    await stack.pass(0);
    expect(await outputOf(stack, execution)).toBe('first');
  });

  it('lets one of two callbacks at the same moment win', async () => {
    const stack = asking();
    const execution = await stack.start();
    const [taskToken] = tokensOf(stack);

    const answers = await Promise.allSettled([
      stack.call('SendTaskSuccess', { taskToken, output: '"yes"' }),
      stack.call('SendTaskFailure', { taskToken, error: 'No' }),
    ]);
    await stack.pass(0);

    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await outputOf(stack, execution)).toBe('yes');
  });

  it('refuses the token after a time-out', async () => {
    const stack = asking({ TimeoutSeconds: 10 });
    await stack.start();
    await stack.pass(10);

    const late = stack.call('SendTaskSuccess', { taskToken: tokensOf(stack)[0], output: '1' });

    await expect(late).rejects.toEqual(code('TaskTimedOut'));
  });

  it('refuses the token after the execution was stopped, and goes nowhere', async () => {
    const stack = asking();
    const executionArn = await stack.start();
    await stack.call('StopExecution', { executionArn, error: 'Stopped', cause: 'by hand' });

    const late = stack.call('SendTaskSuccess', { taskToken: tokensOf(stack)[0], output: '1' });

    await expect(late).rejects.toEqual(code('TaskTimedOut'));
    await stack.pass(10);
    expect(await stack.describe(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Stopped',
      cause: 'by hand',
    });
    expect((await typesOf(stack, executionArn)).at(-1)).toBe('ExecutionAborted');
  });

  it('has a new token for each attempt; the one before is closed', async () => {
    const stack = asking({ TimeoutSeconds: 10, Retry: [{ ErrorEquals: ['States.Timeout'] }] });
    const execution = await stack.start();
    await stack.pass(11);
    const [first, second] = tokensOf(stack);

    const late = stack.call('SendTaskSuccess', { taskToken: first, output: '"first"' });

    await expect(late).rejects.toEqual(code('TaskTimedOut'));
    await stack.call('SendTaskSuccess', { taskToken: second, output: '"second"' });
    await stack.pass(0);
    expect(await outputOf(stack, execution)).toBe('second');
  });

  it('can be answered before the function is done', async () => {
    const { promise, resolve } = Promise.withResolvers<Json>();
    const stack = asking({}, { functions: { ask: () => promise } });
    const execution = await stack.start();

    await stack.call('SendTaskSuccess', { taskToken: tokensOf(stack)[0], output: '"early"' });
    resolve(null);
    await stack.pass(0);

    expect(await outputOf(stack, execution)).toBe('early');
    expect(await typesOf(stack, execution)).not.toContain('TaskSubmitted');
  });

  it('fails when the function fails, and then refuses its token', async () => {
    const ask = () => {
      throw new FunctionError('NobodyToAsk');
    };
    const stack = asking({}, { functions: { ask } });
    const execution = await stack.start();

    const late = stack.call('SendTaskSuccess', { taskToken: tokensOf(stack)[0], output: '1' });

    await expect(late).rejects.toEqual(code('TaskTimedOut'));
    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'NobodyToAsk' });
  });

  it('refuses texts that are no tokens, and output that is no JSON', async () => {
    const stack = asking();
    await stack.start();
    const [taskToken] = tokensOf(stack);

    await expect(stack.call('SendTaskSuccess', { taskToken: 'made-up', output: '1' })).rejects.toEqual(
      code('InvalidToken'),
    );
    await expect(stack.call('SendTaskSuccess', { taskToken, output: '{oops' })).rejects.toEqual(
      code('InvalidOutput'),
    );
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    await expect(stack.call('SendTaskSuccess', { taskToken, output: deep })).rejects.toEqual(
      code('InvalidOutput'),
    );
    await expect(
      stack.call('SendTaskSuccess', { taskToken, output: `"${'x'.repeat(262_144)}"` }),
    ).rejects.toEqual(code('ValidationException'));
  });

  it('refuses a forged token of an execution that waits', async () => {
    const stack = asking();
    const executionArn = await stack.start();
    const forged = Buffer.from(`${executionArn} ${crypto.randomUUID()}`).toString('base64url');

    await expect(stack.call('SendTaskSuccess', { taskToken: forged, output: '1' })).rejects.toEqual(
      code('TaskTimedOut'),
    );
    expect(await stack.describe(executionArn)).toMatchObject({ status: 'RUNNING' });
  });

  it('keeps tokens of iterations apart', async () => {
    const stack = aStack(
      aMachine({
        Each: {
          Type: 'Map',
          Items: [1, 2, 3],
          ItemProcessor: aGroup({ Ask: aCallbackTask() }),
          End: true,
        },
      }),
      { functions: { ask: () => null } },
    );
    const execution = await stack.start();

    for (const [index, taskToken] of [...tokensOf(stack).entries()].reverse()) {
      await stack.call('SendTaskSuccess', { taskToken, output: String(index) });
    }
    await stack.pass(0);

    expect(await outputOf(stack, execution)).toEqual([0, 1, 2]);
  });

  it('is closed when a sibling fails', async () => {
    const stack = aStack(
      aMachine({
        Both: {
          Type: 'Parallel',
          Branches: [
            aGroup({ Ask: aCallbackTask() }),
            aGroup({ Soon: { Type: 'Wait', Seconds: 5, Next: 'No' }, No: { Type: 'Fail', Error: 'No' } }),
          ],
          Catch: [{ ErrorEquals: ['No'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Wait', Seconds: 5, End: true },
      }),
      { functions: { ask: () => null } },
    );
    const execution = await stack.start();
    await stack.pass(5);

    const late = stack.call('SendTaskSuccess', { taskToken: tokensOf(stack)[0], output: '1' });

    await expect(late).rejects.toEqual(code('TaskTimedOut'));
    expect(await statesOf(stack, execution)).toEqual(['Both', 'Ask', 'Soon', 'No', 'Caught']);
  });
});

describe('the task token', () => {
  it('is in the context of callback tasks only', async () => {
    const stack = aStack(
      aMachine({
        Plain: {
          Type: 'Task',
          Resource: LAMBDA,
          Arguments: { FunctionName: 'ask', Payload: { known: '{% $exists($states.context.Task) %}' } },
          End: true,
        },
      }),
      { functions: { ask: () => null } },
    );

    await stack.start();

    expect(stack.calls[0]?.payload).toEqual({ known: false });
  });
});
