import { aGateway, type Gateway } from './gateway.ts';

const LOG_GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:access:*';

describe('a throttled stage', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: { 'GET /a': {}, 'GET /b': {}, 'GET /never': {} },
      stage: {
        DefaultRouteSettings: { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 3 },
        RouteSettings: {
          'GET /b': { ThrottlingBurstLimit: 1 },
          'GET /never': { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 },
        },
      },
    });
  });

  afterAll(() => gateway.close());

  const statusesOf = async (path: string, times: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let index = 0; index < times; index += 1)
      statuses.push((await fetch(`${gateway.url}${path}`)).status);
    return statuses;
  };

  it('lets a burst through, then the rate, by the clock', async () => {
    const burst = await statusesOf('/a', 4);
    await gateway.clock.advance(500);
    const afterHalfASecond = await statusesOf('/a', 2);
    await gateway.clock.advance(3_600_000);
    const afterAnHour = await statusesOf('/a', 4);

    expect(burst).toEqual([200, 200, 200, 429]);
    expect(afterHalfASecond).toEqual([200, 429]);
    expect(afterAnHour).toEqual([200, 200, 200, 429]);
  });

  it('says so in a message', async () => {
    const response = await fetch(`${gateway.url}/never`);

    expect([response.status, await response.text()]).toEqual([429, '{"message":"Too Many Requests"}']);
  });

  it('counts each route by itself, with its own settings in place of the stage’s', async () => {
    const statuses = await statusesOf('/b', 2);

    expect(statuses).toEqual([200, 429]);
  });
});

describe('an access log', () => {
  const FORMAT = JSON.stringify({
    ip: '$context.identity.sourceIp',
    agent: '$context.identity.userAgent',
    time: '$context.requestTime',
    route: '$context.routeKey',
    status: '$context.status',
    length: '$context.responseLength',
    function: '$context.integration.requestId',
    user: '$context.authorizer.claims.username',
    caller: '$context.identity.userArn',
    error: '$context.error.message',
    reason: '$context.authorizer.error',
    type: '$context.error.responseType',
    path: '$context.path',
    old: '$context.resourcePath',
  });
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: { 'GET /{id}': {}, 'GET /jwt': { type: 'JWT' }, 'GET /iam': { type: 'AWS_IAM' } },
      stage: { AccessLogSettings: { DestinationArn: LOG_GROUP, Format: FORMAT } },
    });
  });

  afterAll(() => gateway.close());

  const lineOf = async (path: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const { status } = await fetch(`${gateway.url}${path}`, { headers });
    expect(status).toBeGreaterThan(0);
    return JSON.parse(gateway.logs.at(-1)?.line ?? '');
  };

  it('has a line for each request, in the template’s format, for the template’s log group', async () => {
    const line = await lineOf('/seven', { 'user-agent': 'curl' });

    expect(gateway.logs.at(-1)?.destinationArn).toBe(LOG_GROUP);
    expect(line).toEqual({
      ip: '127.0.0.1',
      agent: 'curl',
      time: '12/Mar/2026:19:03:58 +0000',
      route: 'GET /{id}',
      status: '200',
      length: '2',
      function: 'lambda-request',
      user: '-',
      caller: '-',
      error: '-',
      reason: '-',
      type: '-',
      path: '/seven',
      old: '-',
    });
  });

  it('stays JSON whatever a client calls itself', async () => {
    const line = await lineOf('/seven', { 'user-agent': '","status":"999\\' });

    expect(line).toMatchObject({ agent: '","status":"999\\', status: '200' });
  });

  it('says who called', async () => {
    const { accessToken } = await gateway.pool.issueAccessToken('viewer');

    const line = await lineOf('/jwt', { authorization: `Bearer ${accessToken}` });

    expect(line).toMatchObject({ user: 'viewer' });
  });

  it('says why a caller was refused', async () => {
    const lines = [await lineOf('/jwt'), await lineOf('/iam')];

    expect(lines).toMatchObject([
      { status: '401', error: 'Unauthorized', reason: 'no token', type: 'UNAUTHORIZED', function: '-' },
      { status: '403', error: 'Forbidden', reason: 'Request is missing Authentication Token' },
    ]);
  });

  it('has a line for what matches no route', async () => {
    const line = await lineOf('/a/b');

    expect(line).toMatchObject({ status: '404', route: '-', error: 'Not Found' });
  });

  it('reports each answer for the metrics, too', async () => {
    await fetch(`${gateway.url}/seven`);

    expect(gateway.answered.at(-1)).toEqual({
      apiId: 'api123',
      stage: '$default',
      routeKey: 'GET /{id}',
      statusCode: 200,
      receivedAt: gateway.clock.now(),
      latencyMs: 0,
      integrationLatencyMs: 0,
      dataProcessed: 2,
    });
  });
});

describe('a stage with a name', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: { 'GET /a': {}, 'GET /': {}, 'GET /iam': { type: 'AWS_IAM' } },
      stage: { StageName: 'v1' },
    });
  });

  afterAll(() => gateway.close());

  it.each([
    ['/v1/a', 200, 'GET /a'],
    ['/v1', 200, 'GET /'],
    ['/v1/', 200, 'GET /'],
  ])('is served under its name: %s', async (path, status, routeKey) => {
    const response = await fetch(`${gateway.url}${path}`);

    expect(response.status).toBe(status);
    expect(gateway.events.at(-1)).toMatchObject({ routeKey, rawPath: path, requestContext: { stage: 'v1' } });
  });

  it('is not served without it', async () => {
    const response = await fetch(`${gateway.url}/a`);

    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
  });
});
