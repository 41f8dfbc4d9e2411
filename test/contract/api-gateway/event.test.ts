import { request } from 'node:http';
import { aGateway, type Gateway } from './gateway.ts';

describe('the event of payload format 2.0', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: { 'ANY /things/{id}': {}, 'GET /files/{path+}': {}, 'POST /things': {} },
      stage: { StageVariables: { colour: 'blue' } },
    });
  });

  afterAll(() => gateway.close());

  beforeEach(() => {
    gateway.events.length = 0;
  });

  const theEvent = () => {
    const [event] = gateway.events;
    if (!event) throw new Error('The function was not asked');
    return event;
  };

  /** fetch would tidy up what is sent: this sends it as it is. */
  const get = (path: string, headers: Record<string, string | string[]> = {}): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(gateway.url);
      request({ port, host: '127.0.0.1', path, headers }, (response) => {
        response.resume().on('end', () => {
          resolve(response.statusCode);
        });
      })
        .on('error', reject)
        .end();
    });

  it('has the shape that AWS documents', async () => {
    await fetch(`${gateway.url}/things/7?a=1`, { headers: { 'user-agent': 'curl' } });

    const { host } = new URL(gateway.url);
    expect(theEvent()).toEqual({
      version: '2.0',
      routeKey: 'ANY /things/{id}',
      rawPath: '/things/7',
      rawQueryString: 'a=1',
      headers: expect.objectContaining({
        host,
        'content-length': '0',
        'x-forwarded-proto': 'http',
      }) as unknown,
      queryStringParameters: { a: '1' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'api123',
        domainName: host,
        domainPrefix: '127',
        http: {
          method: 'GET',
          path: '/things/7',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'curl',
        },
        requestId: expect.stringMatching(/^[\w-]{15}=$/) as unknown,
        routeKey: 'ANY /things/{id}',
        stage: '$default',
        time: '12/Mar/2026:19:03:58 +0000',
        timeEpoch: 1773342238390,
      },
      pathParameters: { id: '7' },
      isBase64Encoded: false,
      stageVariables: { colour: 'blue' },
    });
  });

  it('has lower-case headers, duplicates joined by a comma, and cookies apart', async () => {
    await get('/things/7', { 'X-One': ['a', 'b'], Cookie: 'one=1; two=2', Connection: 'close' });

    const { headers, cookies } = theEvent();
    expect(headers['x-one']).toBe('a,b');
    expect(cookies).toEqual(['one=1', 'two=2']);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('connection');
  });

  it('says who forwarded the request', async () => {
    await get('/things/7', { 'X-Forwarded-For': '10.0.0.1', 'X-Amzn-Trace-Id': 'Root=1-0-0' });
    await get('/things/7');

    const [first, second] = gateway.events.map(({ headers }) => headers);
    expect(first).toMatchObject({
      'x-forwarded-for': '10.0.0.1, 127.0.0.1',
      'x-amzn-trace-id': 'Root=1-0-0',
    });
    expect(second).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': new URL(gateway.url).port,
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-69b30e1e-[0-9a-f]{24}$/) as unknown,
    });
  });

  it('has the query as sent, and its parameters decoded and joined by a comma', async () => {
    await get('/things/7?b=x%20y&a=1&a=2&c&d=%zz&e=p+q');

    const { rawQueryString, queryStringParameters } = theEvent();
    expect(rawQueryString).toBe('b=x%20y&a=1&a=2&c&d=%zz&e=p+q');
    expect(queryStringParameters).toEqual({ b: 'x y', a: '1,2', c: '', d: '%zz', e: 'p q' });
  });

  it('decodes the path and its parameters, each segment by itself', async () => {
    await get('/things/a%2Fb%20%C3%A9');
    await get('/files/x%2Fy/z%20z/');

    const [first, second] = gateway.events;
    expect(first).toMatchObject({ rawPath: '/things/a/b é', pathParameters: { id: 'a/b é' } });
    expect(second).toMatchObject({ rawPath: '/files/x/y/z z/', pathParameters: { path: 'x/y/z z/' } });
  });

  it('takes names that mean something to JavaScript for names', async () => {
    await get('/things/__proto__?__proto__=1&constructor=2', { __proto__x: '1', constructor: '3' });

    expect(theEvent().pathParameters).toEqual({ id: '__proto__' });
    expect(Object.entries(theEvent().queryStringParameters ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(Object.hasOwn(theEvent().headers, 'constructor')).toBe(true);
  });

  it.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['Text/Plain', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/problem+json', true],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['multipart/form-data; boundary=x', true],
    [undefined, true],
  ])('encodes a body of type %s in base64: %s', async (type, encoded) => {
    const body = Buffer.from('{"é":1}');

    await fetch(`${gateway.url}/things`, {
      method: 'POST',
      body,
      headers: type === undefined ? {} : { 'content-type': type },
    });

    expect(theEvent()).toMatchObject({
      isBase64Encoded: encoded,
      body: encoded ? body.toString('base64') : '{"é":1}',
    });
    expect(theEvent().headers['content-length']).toBe(String(body.length));
  });

  it('has no body when none was sent', async () => {
    await fetch(`${gateway.url}/things`, { method: 'POST' });

    expect(theEvent()).not.toHaveProperty('body');
    expect(theEvent().isBase64Encoded).toBe(false);
  });

  it('joins the chunks of a body', async () => {
    const stream = new ReadableStream({
      start: (controller) => {
        for (const part of ['{"a"', ':', '1}']) controller.enqueue(Buffer.from(part));
        controller.close();
      },
    });

    await fetch(`${gateway.url}/things`, {
      method: 'POST',
      body: stream,
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    });

    expect(theEvent()).toMatchObject({ body: '{"a":1}', headers: { 'content-length': '7' } });
    expect(theEvent().headers).not.toHaveProperty('transfer-encoding');
  });
});
