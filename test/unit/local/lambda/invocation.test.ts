import { describe, expect, it } from '@jest/globals';
import { useLambda } from './a-lambda.ts';

const start = useLambda();

describe('an invocation', () => {
  it.each([
    ['an object', '({ n }) => ({ doubled: n * 2 })', { n: 21 }, { doubled: 42 }],
    ['a promise of one', 'async () => [1]', {}, [1]],
    ['nothing, which is null', '() => undefined', {}, null],
    ['a function, which is null', '() => () => 1', {}, null],
    ['text', '() => "a"', {}, 'a'],
    ['a lone surrogate as JSON has it', '() => "\\ud800"', {}, '\ud800'],
  ])('answers %s', async (_, handler, event, expected) => {
    const lambda = start(`export const handler = ${handler}`);

    const answer = await lambda.call(event);

    expect(answer).toEqual({ value: expected, functionError: undefined });
  });

  it('gives the handler a context', async () => {
    const lambda = start(
      `
      export const handler = (event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() });
    `,
      { properties: { MemorySize: 256, Timeout: 5 } },
    );

    const { value } = await lambda.call();

    expect(value).toEqual({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      functionName: 'fn',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/fn',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/) as unknown,
      remaining: expect.any(Number) as unknown,
    });
    const { remaining } = value as { remaining: number };
    expect(remaining).toBeGreaterThan(4_000);
    expect(remaining).toBeLessThanOrEqual(5_000);
  });

  it.each([
    ['an error', 'throw new RangeError("no")', { errorType: 'RangeError', errorMessage: 'no' }],
    [
      'an error of its own class',
      'class Mine extends Error { name = "Mine" }; throw new Mine("no")',
      { errorType: 'Mine', errorMessage: 'no' },
    ],
    ['text', 'throw "no"', { errorType: 'string', errorMessage: 'no', trace: [] }],
    ['nothing', 'throw undefined', { errorType: 'undefined', errorMessage: 'undefined', trace: [] }],
    [
      'what has no JSON form',
      'return 1n',
      { errorType: 'Runtime.JSONStringifyError', errorMessage: 'Unable to stringify response body' },
    ],
    ['a circle', 'const a = {}; a.a = a; return a', { errorType: 'Runtime.JSONStringifyError' }],
  ])('of a handler that throws or answers %s is Unhandled', async (_, body, expected) => {
    const lambda = start(`export const handler = async () => { ${body} }`);

    const answer = await lambda.call();

    expect(answer.functionError).toBe('Unhandled');
    expect(answer.value).toMatchObject(expected);
  });

  it('leaves the sandbox warm when the handler throws', async () => {
    const lambda = start(`
      let count = 0;
      export const handler = async ({ fail }) => { count += 1; if (fail) throw new Error('no'); return count; };
    `);

    await lambda.call({ fail: true });

    expect(await lambda.call()).toEqual({ value: 2, functionError: undefined });
  });

  it('answers up to 6 MB, and fails beyond', async () => {
    const lambda = start(`export const handler = ({ length }) => 'ü'.repeat(length)`);

    const fits = await lambda.call({ length: 3_145_777 });
    const tooLarge = await lambda.call({ length: 3_145_778 });

    expect(fits.functionError).toBeUndefined();
    expect(tooLarge.value).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it.each(['nobody', 'fn:7', 'arn:aws:lambda:us-east-1:000000000000:function:fn:live'])(
    'of a function that does not exist (%s) is refused',
    async (name) => {
      const lambda = start('export const handler = () => 1');

      await expect(lambda.invoke(name, '{}')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    },
  );

  it('finds the function by name, ARN, version and alias', async () => {
    const lambda = start('export const handler = (_, { invokedFunctionArn }) => invokedFunctionArn', {
      resources: [
        { logicalId: 'V', type: 'AWS::Lambda::Version', physicalId: 'v', properties: { FunctionName: 'fn' } },
        {
          logicalId: 'A',
          type: 'AWS::Lambda::Alias',
          physicalId: 'a',
          properties: { FunctionName: 'fn', FunctionVersion: '1', Name: 'live' },
        },
      ],
    });
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:fn';

    const names = ['fn', arn, 'fn:$LATEST', 'fn:1', `${arn}:live`, '000000000000:function:fn'];
    const answers = await Promise.all(names.map((name) => lambda.invoke(name, '{}')));

    expect(answers.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
      arn,
      arn,
      `${arn}:$LATEST`,
      `${arn}:1`,
      `${arn}:live`,
      arn,
    ]);
  });
});
