import { createMovableClock } from '../../../../../local/clock/movable-clock.ts';
import type { AwsCall, CallAws, States } from '../../../../../local/states/states-api.ts';
import { aMachine } from '../support/a-machine.ts';
import { arnOf, aStack, aStateMachine, START, type Stack } from '../support/a-stack.ts';
import { outputOf, typesOf } from '../support/history.ts';

const parent = (fields: object = {}) =>
  aMachine({
    Run: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Arguments: { StateMachineArn: arnOf('child'), Name: 'c', Input: { n: '{% $states.input.n %}' } },
      End: true,
      ...fields,
    },
    ...('Catch' in fields ? { Caught: { Type: 'Pass', End: true } } : {}),
  });

const CHILD_ARN = 'arn:aws:states:us-east-1:123456789012:execution:child:c';

/** Two machines; what the parent calls comes back to the same service, as on the stack. */
function aStackWithChild(definition: object, child: object): Stack {
  const own: { states?: States } = {};
  const callAws: CallAws = async ({ operation, input }: AwsCall) =>
    own.states?.service.call({ operation, input, principal: { arn: 'local:root' } });
  const clock = createMovableClock({ running: false, startAt: START });
  const stack = aStack(definition, { callAws, clock });
  own.states = stack.states;
  stack.states.provision([aStateMachine('machine', definition), aStateMachine('child', child)]);
  return stack;
}

const slow = aMachine({
  Wait: { Type: 'Wait', Seconds: 30, Next: 'Done' },
  Done: { Type: 'Succeed', Output: { doubled: '{% $states.input.n * 2 %}' } },
});

describe('startExecution.sync:2', () => {
  it('waits for the execution and gives its description, with input and output as JSON', async () => {
    const stack = aStackWithChild(parent(), slow);

    const execution = await stack.start({ n: 2 });
    await stack.pass(30);

    expect(await outputOf(stack, execution)).toEqual({
      ExecutionArn: CHILD_ARN,
      Input: { n: 2 },
      InputDetails: { Included: true },
      Name: 'c',
      Output: { doubled: 4 },
      OutputDetails: { Included: true },
      StartDate: '2026-03-01T12:00:00.000Z',
      StateMachineArn: arnOf('child'),
      Status: 'SUCCEEDED',
      StopDate: '2026-03-01T12:00:30.000Z',
    });
    expect(await typesOf(stack, execution)).toContain('TaskSubmitted');
  });

  it('fails with States.TaskFailed when the execution does', async () => {
    const failing = aMachine({ No: { Type: 'Fail', Error: 'Inner', Cause: 'c' } });
    const stack = aStackWithChild(
      parent({ Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }] }),
      failing,
    );

    const execution = await stack.start({ n: 2 });
    await stack.pass(1);

    const { Error: error, Cause: cause } = (await outputOf(stack, execution)) as Record<string, string>;
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause ?? '')).toMatchObject({ Status: 'FAILED', Error: 'Inner', Cause: 'c' });
  });

  it('stops the execution when the parent is stopped', async () => {
    const stack = aStackWithChild(parent(), slow);
    const executionArn = await stack.start({ n: 2 });

    await stack.call('StopExecution', { executionArn });
    await stack.pass(1);

    expect(await stack.describe(CHILD_ARN)).toMatchObject({ status: 'ABORTED' });
  });

  it('leaves it running when the service closes', async () => {
    const stack = aStackWithChild(parent(), slow);
    await stack.start({ n: 2 });

    await stack.states.close();

    expect(await stack.describe(CHILD_ARN)).toMatchObject({ status: 'RUNNING' });
  });
});
