import { AwsError } from '../../../local/aws-endpoint/aws-error.ts';
import { aGateway, type Answer, FUNCTION_ARN, type Gateway } from './gateway.ts';

const ERROR_500 = '{"message":"Internal Server Error"}';

describe('the answer of a function', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({ routes: { $default: {}, 'GET /slow': { timeoutMs: 5000 } } });
  });

  afterAll(() => gateway.close());

  const answering =
    (value: unknown): Answer =>
    () => ({ payload: JSON.stringify(value) });

  const fetchAnswer = async (answer: Answer, init: RequestInit = {}) => {
    gateway.answer = answer;
    const response = await fetch(`${gateway.url}/`, init);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };

  it('has the status, headers and body that the function gave', async () => {
    const answer = answering({
      statusCode: 201,
      headers: { 'X-One': 1, 'Content-Type': 'a/b', gone: null },
      body: 'é',
    });

    const { status, headers, body } = await fetchAnswer(answer);

    expect([status, body]).toEqual([201, 'é']);
    expect(headers.get('x-one')).toBe('1');
    expect(headers.get('content-type')).toBe('a/b');
    expect(headers.get('content-length')).toBe('2');
    expect(headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/);
    expect(headers.has('gone')).toBe(false);
    expect(headers.get('date')).toBe('Thu, 12 Mar 2026 19:03:58 GMT');
  });

  it('is plain text when the function names no type', async () => {
    const { headers } = await fetchAnswer(answering({ statusCode: 200, body: 'x' }));

    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('is decoded from base64 when the function says so', async () => {
    const answer = answering({
      statusCode: 200,
      isBase64Encoded: true,
      body: Buffer.from([0, 255]).toString('base64'),
    });
    gateway.answer = answer;

    const response = await fetch(gateway.url);

    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255]));
  });

  it('sets each cookie in a header of its own, beside that of the headers', async () => {
    const answer = answering({
      statusCode: 200,
      cookies: ['a=1; Path=/', 'b=2'],
      headers: { 'Set-Cookie': 'c=3' },
    });

    const { headers } = await fetchAnswer(answer);

    expect(headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2', 'c=3']);
  });

  it.each([
    [{ a: 1 }, '{"a":1}'],
    [[1, 2], '[1,2]'],
    ['Hello', 'Hello'],
    [null, 'null'],
    [7, '7'],
    [{ statusCode: null, a: 1 }, '{"statusCode":null,"a":1}'],
  ])('is inferred to be a 200 of JSON when there is no status: %j', async (value, expected) => {
    const { status, headers, body } = await fetchAnswer(answering(value));

    expect([status, body]).toEqual([200, expected]);
    expect(headers.get('content-type')).toBe('application/json');
  });

  it.each<[string, string]>([
    ['no JSON', 'oops'],
    ['nothing', ''],
    ['a status that is no number', '{"statusCode":"abc"}'],
    ['a status out of range', '{"statusCode":1000}'],
    ['a status that ends nothing', '{"statusCode":101}'],
    ['status 0', '{"statusCode":0}'],
    ['an object for a body', '{"statusCode":200,"body":{"a":1}}'],
    ['a list for headers', '{"statusCode":200,"headers":["a"]}'],
    ['a list for a header', '{"statusCode":200,"headers":{"a":["b"]}}'],
    ['a header name with a space', '{"statusCode":200,"headers":{"a b":"c"}}'],
    ['a header value with a line break', '{"statusCode":200,"headers":{"a":"b\\r\\nc: d"}}'],
    ['a cookie with a line break', '{"statusCode":200,"cookies":["a=b\\r\\nc: d"]}'],
    ['text for cookies', '{"statusCode":200,"cookies":"a=b"}'],
    ['broken base64', '{"statusCode":200,"isBase64Encoded":true,"body":"%%%"}'],
    ['JSON of great depth', '{"statusCode":200,"body":' + '['.repeat(100_000) + ']'.repeat(100_000) + '}'],
  ])('is a 500 when the function answers %s', async (_, payload) => {
    const { status, headers, body } = await fetchAnswer(() => ({ payload }));

    expect([status, body]).toEqual([500, ERROR_500]);
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('keeps to itself what the function says of the connection', async () => {
    const headers = { 'Content-Length': '1', 'Transfer-Encoding': 'chunked', Connection: 'close' };

    const answer = await fetchAnswer(answering({ statusCode: 200, headers, body: 'four' }));

    expect(answer.body).toBe('four');
    expect(answer.headers.get('content-length')).toBe('4');
    expect(answer.headers.has('transfer-encoding')).toBe(false);
  });

  it.each([204, 304])('has no body with status %d', async (statusCode) => {
    const { status, body } = await fetchAnswer(answering({ statusCode, body: 'x' }));

    expect([status, body]).toEqual([statusCode, '']);
  });

  it('has no body, but its length, for HEAD', async () => {
    const answer = await fetchAnswer(answering({ statusCode: 200, body: 'four' }), { method: 'HEAD' });

    expect(answer.body).toBe('');
    expect(answer.headers.get('content-length')).toBe('4');
  });

  it.each<[string, Answer, number, string]>([
    [
      'the function fails',
      () => ({ payload: '{"errorType":"Error"}', functionError: 'Unhandled' }),
      500,
      ERROR_500,
    ],
    [
      'a failed function looks well',
      () => ({ payload: '{"statusCode":200}', functionError: 'Unhandled' }),
      500,
      ERROR_500,
    ],
    [
      'the function is throttled',
      () => Promise.reject(new AwsError('TooManyRequestsException', 'Rate Exceeded.', { statusCode: 429 })),
      503,
      '{"message":"Service Unavailable"}',
    ],
    [
      'there is no such function',
      () =>
        Promise.reject(new AwsError('ResourceNotFoundException', 'Function not found', { statusCode: 404 })),
      500,
      ERROR_500,
    ],
    [
      'the event is too large for Lambda',
      () =>
        Promise.reject(new AwsError('RequestTooLargeException', 'Request too large', { statusCode: 413 })),
      413,
      '{"message":"Request Entity Too Large"}',
    ],
  ])('when %s', async (_, answer, expectedStatus, expectedBody) => {
    const { status, body } = await fetchAnswer(answer);

    expect([status, body]).toEqual([expectedStatus, expectedBody]);
  });

  it('is a 503 when the function takes longer than the integration may', async () => {
    const invoked = Promise.withResolvers<undefined>();
    gateway.answer = () => {
      invoked.resolve(undefined);
      return new Promise(() => undefined);
    };

    const pending = fetch(`${gateway.url}/slow`);
    await invoked.promise;
    await gateway.clock.advance(5000);
    const response = await pending;

    expect([response.status, await response.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
    expect(gateway.answered.at(-1)).toMatchObject({
      statusCode: 503,
      latencyMs: 5000,
      integrationLatencyMs: 5000,
    });
  });

  it('comes from the function that the integration names', async () => {
    let asked = '';

    await fetchAnswer((_, functionName) => {
      asked = functionName;
      return { payload: '{}' };
    });

    expect(asked).toBe(FUNCTION_ARN);
  });
});
