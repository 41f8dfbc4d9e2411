import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import { serve, type Served } from '../../support/serve.ts';
import { until } from '../../support/until.ts';
import { useLambda, type LambdaUnderTest } from '../../unit/local/lambda/a-lambda.ts';

const HANDLER = `
  export const handler = async (event) => {
    console.log('working');
    if (event.fail) throw new RangeError('no');
    return event;
  };
`;
const start = useLambda({ perTest: false });
let lambda: LambdaUnderTest;
let served: Served;

beforeAll(async () => {
  lambda = start(HANDLER, { properties: { MemorySize: 256, ReservedConcurrentExecutions: 5 } });
  served = await serve(
    createEndpoint({ jsonServices: [], restServices: [lambda.restService], gatekeeper: openGatekeeper }),
  );
});
afterAll(() => served.close());

interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}
const call = (path: string, { method = 'POST', headers = {}, body }: Call = {}): Promise<Response> =>
  fetch(`${served.url}/2015-03-31/functions/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
const invoke = (body: string, headers: Record<string, string> = {}) =>
  call('fn/invocations', { headers, body });

describe('Invoke', () => {
  it('answers what the handler returns', async () => {
    const response = await invoke('{"a":[1,"ü"]}');

    expect(response.status).toBe(200);
    expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
    expect(response.headers.get('x-amz-function-error')).toBeNull();
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({ a: [1, 'ü'] });
  });

  it('answers 200 and the error when the function fails', async () => {
    const response = await invoke('{"fail":true}');

    expect(response.status).toBe(200);
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await response.json()).toMatchObject({ errorType: 'RangeError', errorMessage: 'no' });
  });

  it('gives {} to the handler when there is no payload', async () => {
    const response = await call('fn/invocations');

    expect(await response.json()).toEqual({});
  });

  it('takes a function by its encoded ARN and with a qualifier', async () => {
    const arn = encodeURIComponent('arn:aws:lambda:us-east-1:000000000000:function:fn');

    const byArn = await call(`${arn}/invocations`, { body: '1' });
    const qualified = await call('fn/invocations?Qualifier=$LATEST', { body: '2' });

    expect(await byArn.json()).toBe(1);
    expect(await qualified.json()).toBe(2);
  });

  it('answers 202 to an event before it is run', async () => {
    const before = lambda.lines.length;

    const response = await invoke('{}', { 'x-amz-invocation-type': 'Event' });
    await until(() => lambda.lines.slice(before).some(({ message }) => message.startsWith('REPORT')));

    expect(response.status).toBe(202);
    expect(await response.text()).toBe('');
  });

  it('answers 204 to a dry run and does not run the function', async () => {
    const before = lambda.lines.length;

    const response = await invoke('{}', { 'x-amz-invocation-type': 'DryRun' });

    expect(response.status).toBe(204);
    expect(lambda.lines).toHaveLength(before);
  });

  it('sends the end of the log along when asked', async () => {
    const response = await invoke('{}', { 'x-amz-log-type': 'Tail' });

    const log = Buffer.from(response.headers.get('x-amz-log-result') ?? '', 'base64').toString('utf8');
    expect(log).toMatch(/^START RequestId: .*\n.*\tworking\nEND RequestId: .*\nREPORT RequestId: .*\n$/);
  });

  it.each([
    ['a payload that is no JSON', () => invoke('{'), 400, 'InvalidRequestContentException'],
    [
      'an unknown invocation type',
      () => invoke('{}', { 'x-amz-invocation-type': 'Later' }),
      400,
      'InvalidParameterValueException',
    ],
    [
      'an unknown function',
      () => call('nobody/invocations', { body: '{}' }),
      404,
      'ResourceNotFoundException',
    ],
    [
      'an unknown version',
      () => call('fn/invocations?Qualifier=7', { body: '{}' }),
      404,
      'ResourceNotFoundException',
    ],
    ['a name that is none', () => call('a%2Fb%20c/invocations', { body: '{}' }), 400, 'ValidationException'],
    [
      'a payload above 6 MB',
      () => invoke(JSON.stringify('x'.repeat(6_291_455))),
      413,
      'RequestTooLargeException',
    ],
    [
      'an event above 1 MB',
      () => invoke(JSON.stringify('x'.repeat(1_048_575)), { 'x-amz-invocation-type': 'Event' }),
      413,
      'RequestTooLargeException',
    ],
    [
      'a call that is not supported',
      () => call('fn/code', { method: 'PUT', body: '{}' }),
      501,
      'UnknownOperationException',
    ],
    ['the list of functions', () => call('', { method: 'GET' }), 501, 'UnknownOperationException'],
  ])('refuses %s', async (_, send, status, code) => {
    const response = await send();

    expect(response.status).toBe(status);
    expect(response.headers.get('x-amzn-errortype')).toBe(code);
    expect(await response.json()).toMatchObject({ message: expect.any(String) as unknown });
  });
});

describe('GetFunction', () => {
  it('tells what is known of a function', async () => {
    const response = await call('fn', { method: 'GET' });

    expect(await response.json()).toMatchObject({
      Configuration: {
        FunctionName: 'fn',
        MemorySize: 256,
        Timeout: 3,
        Runtime: 'nodejs24.x',
        State: 'Active',
      },
      Concurrency: { ReservedConcurrentExecutions: 5 },
    });
  });

  it('and GetFunctionConfiguration the same without the code', async () => {
    const response = await call('fn/configuration', { method: 'GET' });

    expect(await response.json()).toMatchObject({
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
    });
  });
});
