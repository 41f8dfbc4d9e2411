import { signed } from '../../unit/local/iam/sigv4/signer.ts';
import { aGateway, aResource, ENVIRONMENT, type Gateway } from './gateway.ts';

const ARN = `arn:aws:execute-api:us-east-1:123456789012:api123`;

describe('routes with an IAM authorizer', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: { 'POST /iam': { type: 'AWS_IAM' }, 'GET /iam/{id}': { type: 'AWS_IAM' } },
      resources: [
        aResource('IAM::ManagedPolicy', 'arn:aws:iam::123456789012:policy/trainer', {
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: 'execute-api:Invoke',
                Resource: [`${ARN}/*/POST/iam`, `${ARN}/*/GET/iam/*`],
              },
              { Effect: 'Deny', Action: 'execute-api:*', Resource: `${ARN}/$default/GET/iam/secret` },
            ],
          },
        }),
        aResource('IAM::ManagedPolicy', 'arn:aws:iam::123456789012:policy/stranger', {
          PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } },
        }),
      ],
    });
  });

  afterAll(() => gateway.close());

  beforeEach(() => {
    gateway.events.length = 0;
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${gateway.url}${path}`, { headers });
    return { status: response.status, body: await response.text() };
  };

  const user = (name: string) => {
    const found = gateway.registry.users.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`There is no ${name}`);
    return found;
  };

  const sign = (
    path: string,
    name: string,
    changes: { method?: string; body?: string; region?: string } = {},
  ) =>
    signed(
      {
        method: changes.method ?? 'GET',
        path,
        body: changes.body ?? '',
        headers: { host: new URL(gateway.url).host },
      },
      {
        credentials: user(name).credentials,
        at: gateway.clock.now(),
        region: changes.region ?? 'us-east-1',
      },
    );

  const send = async (path: string, request: Awaited<ReturnType<typeof sign>>, body?: string) => {
    const { method, headers } = request;
    const response = await fetch(`${gateway.url}${path}`, {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(body !== undefined && { body }),
    });
    return [response.status, await response.text()] as const;
  };

  it('let a user in whose policy allows the route, and tell the function who he is', async () => {
    const body = '{"a":1}';

    const answer = await send('/iam', await sign('/iam', 'trainer', { method: 'POST', body }), body);

    const { arn, userId, credentials } = user('trainer');
    expect(answer).toEqual([200, 'ok']);
    expect(gateway.events[0]?.requestContext.authorizer?.iam).toEqual({
      accessKey: credentials.accessKeyId,
      accountId: ENVIRONMENT.account,
      callerId: userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: arn,
      userId,
    });
    expect(arn).toBe('arn:aws:iam::123456789012:user/trainer');
  });

  it.each<[string, string, string]>([
    ['whose policy allows something else', '/iam/7', 'stranger'],
    ['whom a policy denies it', '/iam/secret', 'trainer'],
  ])('refuse a user %s', async (_, path, name) => {
    const answer = await send(path, await sign(path, name));

    expect(answer).toEqual([403, '{"message":"Forbidden"}']);
    expect(gateway.events).toHaveLength(0);
  });

  it('refuse a body other than the one signed', async () => {
    const request = await sign('/iam', 'trainer', { method: 'POST', body: '{"a":1}' });

    const answer = await send('/iam', request, '{"a":2}');

    expect(answer).toEqual([403, '{"message":"Forbidden"}']);
  });

  it('refuse a signature for another path, another region, and one six minutes old', async () => {
    const forOther = await sign('/iam/8', 'trainer');
    const elsewhere = await sign('/iam/7', 'trainer', { region: 'eu-west-1' });
    const old = await sign('/iam/7', 'trainer');

    const answers = [await send('/iam/7', forOther), await send('/iam/7', elsewhere)];
    await gateway.clock.advance(360_000);
    answers.push(await send('/iam/7', old));

    expect(answers.map(([status]) => status)).toEqual([403, 403, 403]);
  });

  it('refuse a caller without a signature, or with a token instead', async () => {
    const { accessToken } = await gateway.pool.issueAccessToken('admin');

    const answers = [await get('/iam/7'), await get('/iam/7', { authorization: `Bearer ${accessToken}` })];

    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [403, '{"message":"Forbidden"}'],
      [403, '{"message":"Forbidden"}'],
    ]);
  });

  it('let root in everywhere', async () => {
    const { credentials } = gateway.registry.root;
    const request = await signed(
      { path: '/iam/secret', headers: { host: new URL(gateway.url).host } },
      { credentials, at: gateway.clock.now() },
    );

    const answer = await send('/iam/secret', request);

    expect(answer).toEqual([200, 'ok']);
  });
});
