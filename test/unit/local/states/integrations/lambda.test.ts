import { AwsError } from '../../../../../local/aws-endpoint/aws-error.ts';
import { aMachine, aTask, LAMBDA } from '../support/a-machine.ts';
import { aStack, FunctionError, ROLE_ARN } from '../support/a-stack.ts';
import { detailsOf, eventOf, outputOf } from '../support/history.ts';

const plain = (fields: object = {}) => ({
  Type: 'Task',
  Resource: LAMBDA,
  Arguments: { FunctionName: 'work', Payload: { n: 1 } },
  End: true,
  ...fields,
});

describe('lambda:invoke', () => {
  it('answers as the Invoke API does, with the payload parsed', async () => {
    const stack = aStack(aMachine({ Work: plain() }), { functions: { work: () => ({ ok: true }) } });

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toEqual({
      ExecutedVersion: '$LATEST',
      Payload: { ok: true },
      SdkHttpMetadata: { HttpStatusCode: 200 },
      SdkResponseMetadata: { RequestId: expect.any(String) as unknown },
      StatusCode: 200,
    });
    expect(stack.calls).toEqual([{ functionName: 'work', payload: { n: 1 }, second: 0 }]);
  });

  it('sends an empty object when there is no Payload', async () => {
    const stack = aStack(aMachine({ Work: plain({ Arguments: { FunctionName: 'work' } }) }), {
      functions: { work: () => null },
    });

    const execution = await stack.start();

    expect(stack.calls[0]?.payload).toEqual({});
    expect(await outputOf(stack, execution)).toMatchObject({ Payload: null });
  });

  it('adds the qualifier to the name', async () => {
    const stack = aStack(aMachine({ Work: plain({ Arguments: { FunctionName: 'work', Qualifier: '7' } }) }), {
      functions: { 'work:7': () => 1 },
    });

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toMatchObject({ ExecutedVersion: '7' });
  });

  it('turns what the function throws into an error of that name', async () => {
    const work = () => {
      throw new FunctionError('LockLost', 'somebody else has it');
    };
    const stack = aStack(aMachine({ Work: plain() }), { functions: { work } });

    const execution = await stack.start();

    expect(detailsOf(await eventOf(stack, execution, 'TaskFailed'))).toEqual({
      resourceType: 'lambda',
      resource: 'invoke',
      error: 'LockLost',
      cause: '{"errorType":"LockLost","errorMessage":"somebody else has it","trace":[]}',
    });
  });

  it('keeps the first 32,768 characters of a cause', async () => {
    const work = () => {
      throw new FunctionError('Long', 'x'.repeat(300_000));
    };
    const machine = aMachine({
      Work: plain({ Catch: [{ ErrorEquals: ['Long'], Next: 'Caught' }] }),
      Caught: { Type: 'Pass', Output: '{% $length($states.input.Cause) %}', End: true },
    });
    const stack = aStack(machine, { functions: { work } });

    const execution = await stack.start();

    expect(await outputOf(stack, execution)).toBe(32_768);
  });

  it.each([
    ['null', 'Lambda.Unknown'],
    ['{"errorMessage":"no type"}', 'Lambda.Unknown'],
    ['', 'Lambda.Unknown'],
    ['{"errorType":"Sandbox.Timedout"}', 'Sandbox.Timedout'],
  ])('names a failure without a type: %s is %s', async (payload, error) => {
    const stack = aStack(aMachine({ Work: plain() }), {
      options: {
        invoker: {
          invoke: () => Promise.resolve({ payload, functionError: 'Unhandled' as const, requestId: 'r' }),
        },
      },
    });

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error });
  });

  it.each([
    [
      new AwsError('TooManyRequestsException', 'Rate Exceeded', { statusCode: 429 }),
      'Lambda.TooManyRequestsException',
    ],
    [
      new AwsError('ResourceNotFoundException', 'Function not found', { statusCode: 404 }),
      'Lambda.ResourceNotFoundException',
    ],
    [new AwsError('ServiceException', 'Internal', { statusCode: 500 }), 'Lambda.ServiceException'],
    [new AwsError('AccessDeniedException', 'no', { statusCode: 403 }), 'Lambda.AWSLambdaException'],
    [new Error('socket hang up'), 'Lambda.SdkClientException'],
  ])('turns %s of the service into %s', async (thrown, error) => {
    const stack = aStack(aMachine({ Work: plain() }), {
      options: { invoker: { invoke: () => Promise.reject(thrown) } },
    });

    const execution = await stack.start();

    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error });
  });

  it("says where an error is from, in AWS's words", async () => {
    const stack = aStack(aMachine({ Work: plain() }));

    const execution = await stack.start();

    expect((await stack.describe(execution))['cause']).toMatch(
      /^Function not found \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [^;]+; Proxy: null\)$/,
    );
  });

  it('is refused when the role of the machine may not invoke the function', async () => {
    const asked: unknown[] = [];
    const stack = aStack(aMachine({ Work: plain() }), {
      functions: { work: () => 1 },
      options: {
        authorize: (roleArn, permission) => {
          asked.push([roleArn, permission]);
          throw new AwsError('AccessDeniedException', 'not allowed', { statusCode: 403 });
        },
      },
    });

    const execution = await stack.start();

    expect(asked).toEqual([
      [
        ROLE_ARN,
        { action: 'lambda:InvokeFunction', resource: 'arn:aws:lambda:us-east-1:123456789012:function:work' },
      ],
    ]);
    expect(stack.calls).toEqual([]);
    expect(await stack.describe(execution)).toMatchObject({ error: 'Lambda.AWSLambdaException' });
  });

  it('of type Event does not wait for the function', async () => {
    const sent: unknown[] = [];
    const machine = aMachine({
      Work: plain({ Arguments: { FunctionName: 'work', InvocationType: 'Event', Payload: 1 } }),
    });
    const stack = aStack(machine, {
      options: {
        asyncInvoker: {
          invokeAsync: (...call) => {
            sent.push(call);
            return { requestId: 'r' };
          },
        },
      },
    });

    const execution = await stack.start();

    expect(sent).toEqual([['work', '1']]);
    expect(await outputOf(stack, execution)).toMatchObject({ StatusCode: 202 });
  });

  it.each([
    [{ FunctionName: 7 }],
    [{ FunctionName: '' }],
    [{ FunctionName: 'work', InvocationType: 'DryRun' }],
    [{ FunctionName: 'work', LogType: 'Tail' }],
    ['text'],
  ])('fails at run time, uncatchably, with arguments like %j', async (given) => {
    const machine = aMachine({
      Work: aTask({
        Arguments: '{% $states.input %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
      }),
      Caught: { Type: 'Pass', End: true },
    });
    const stack = aStack(machine, { functions: { work: () => 1 } });

    const execution = await stack.start(given);

    expect(await stack.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});
