import { request as httpRequest } from 'node:http';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { aGroup, aResource, aStack, POOL, POOL_ID, type Stack, START } from './stack.ts';

describe('tokens', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await aStack({ signed: true });
  });

  afterAll(() => stack.close());

  const passwordOf = (name: string) =>
    stack.pool.users().find(({ username }) => username === name)?.password ?? '';
  const signIn = (changes: object = {}, parameters: Record<string, string> = {}) =>
    stack.call<{ AuthenticationResult?: Record<string, unknown>; ChallengeName?: string }>('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'console',
      AuthParameters: { USERNAME: 'operator', PASSWORD: passwordOf('operator'), ...parameters },
      ...changes,
    });

  it('have the claims of Cognito’s access tokens', async () => {
    const { accessToken, expiresInSeconds } = await stack.pool.issueAccessToken('admin', 'console');

    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;
    expect(expiresInSeconds).toBe(900);
    expect(decodeJwt(accessToken)).toEqual({
      sub: uuid,
      'cognito:groups': ['viewer', 'operator'],
      iss: `http://127.0.0.1:4566/${POOL_ID}`,
      version: 2,
      client_id: 'console',
      origin_jti: uuid,
      event_id: uuid,
      token_use: 'access',
      scope: 'openid aws.cognito.signin.user.admin',
      auth_time: START / 1000,
      exp: START / 1000 + 900,
      iat: START / 1000,
      jti: uuid,
      username: 'admin',
    });
  });

  it('live an hour unless the client says otherwise', async () => {
    const { expiresInSeconds } = await stack.pool.issueAccessToken('viewer', 'cli');

    expect(expiresInSeconds).toBe(3600);
  });

  it('can be verified by anyone with the keys at the issuer', async () => {
    const { accessToken } = await stack.pool.issueAccessToken('viewer');

    const configuration = (await (
      await fetch(`${stack.url}/${POOL_ID}/.well-known/openid-configuration`)
    ).json()) as Record<string, string>;
    const jwksUrl = (configuration['jwks_uri'] ?? '').replace('http://127.0.0.1:4566', stack.url);
    const jwks = (await (await fetch(jwksUrl)).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(accessToken, createLocalJWKSet(jwks), {
      issuer: configuration['issuer'] ?? '',
      currentDate: new Date(START),
    });

    expect(payload['username']).toBe('viewer');
    expect(jwks.keys[0]).toMatchObject({ alg: 'RS256', kty: 'RSA', use: 'sig' });
    expect(jwks.keys[0]).not.toHaveProperty('d');
  });

  it('change their claims with the user’s groups', async () => {
    const other = await aStack();
    await other.call('AdminRemoveUserFromGroup', {
      UserPoolId: POOL_ID,
      Username: 'admin',
      GroupName: 'operator',
    });

    const { accessToken } = await other.pool.issueAccessToken('admin');

    await other.close();
    expect(decodeJwt(accessToken)['cognito:groups']).toEqual(['viewer']);
  });

  it('are given for a password, unsigned as on AWS', async () => {
    const { AuthenticationResult } = await signIn();

    const { AccessToken, IdToken, ...rest } = AuthenticationResult ?? {};
    expect(rest).toEqual({ ExpiresIn: 900, TokenType: 'Bearer' });
    expect(decodeJwt(String(AccessToken))).toMatchObject({
      scope: 'aws.cognito.signin.user.admin',
      username: 'operator',
    });
    expect(decodeJwt(String(AccessToken))).not.toHaveProperty('version');
    expect(decodeJwt(String(IdToken))).toMatchObject({
      aud: 'console',
      token_use: 'id',
      'cognito:username': 'operator',
    });
  });

  it.each<[string, object, Record<string, string>, string]>([
    ['a wrong password', {}, { PASSWORD: 'wrong' }, 'NotAuthorizedException'],
    ['an unknown user', {}, { USERNAME: 'nobody' }, 'NotAuthorizedException'],
    ['a client that does not allow it', { ClientId: 'cli' }, {}, 'InvalidParameterException'],
    ['an unknown client', { ClientId: 'none' }, {}, 'ResourceNotFoundException'],
    ['another flow', { AuthFlow: 'USER_SRP_AUTH' }, {}, 'InvalidParameterException'],
    ['no parameters', { AuthParameters: {} }, {}, 'InvalidParameterException'],
  ])('are not given for %s', async (_, changes, parameters, name) => {
    await expect(signIn(changes, parameters)).rejects.toMatchObject({ name });
  });

  it('are not given before a temporary password is changed', async () => {
    const other = await aStack();
    await other.call('AdminCreateUser', {
      UserPoolId: POOL_ID,
      Username: 'dora',
      TemporaryPassword: 'secret',
    });

    const answer = await other.call('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'console',
      AuthParameters: { USERNAME: 'dora', PASSWORD: 'secret' },
    });

    await other.close();
    expect(answer).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    expect(answer).not.toHaveProperty('AuthenticationResult');
  });

  it('leave the admin calls to those who sign', async () => {
    const calling = stack.call('AdminGetUser', { UserPoolId: POOL_ID, Username: 'viewer' });

    await expect(calling).rejects.toMatchObject({ name: 'MissingAuthenticationTokenException' });
  });

  describe('for whoever sits at this machine', () => {
    const ask = (body: string, headers: Record<string, string> = {}, method = 'POST') =>
      new Promise<{ status: number | undefined; body: Record<string, unknown> }>((resolve, reject) => {
        const { port } = new URL(stack.url);
        const options = { host: '127.0.0.1', port, path: '/_local/tokens', method, headers };
        httpRequest(options, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            resolve({ status: response.statusCode, body: JSON.parse(text) as Record<string, unknown> });
          });
        })
          .on('error', reject)
          .end(body);
      });

    it('are one call away', async () => {
      const { status, body } = await ask('{"username":"operator"}');

      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
      expect(decodeJwt(String(body['access_token']))).toMatchObject({
        username: 'operator',
        client_id: 'console',
      });
    });

    it('are made for the client asked for', async () => {
      const { body } = await ask(
        JSON.stringify({ username: 'viewer', client_id: 'cli', user_pool_id: POOL_ID }),
      );

      expect(body['expires_in']).toBe(3600);
    });

    it.each<[string, string, Record<string, string>, string, number]>([
      ['a web page', '{"username":"operator"}', { origin: 'http://localhost:3000' }, 'POST', 403],
      ['a page in a sandbox', '{"username":"operator"}', { origin: 'null' }, 'POST', 403],
      [
        'a page rebound to this machine',
        '{"username":"operator"}',
        { host: 'evil.example:4566' },
        'POST',
        403,
      ],
      [
        'a name that looks like this machine',
        '{"username":"operator"}',
        { host: '127.0.0.1.evil.example' },
        'POST',
        403,
      ],
      ['GET', '', {}, 'GET', 405],
      ['an unknown user', '{"username":"nobody"}', {}, 'POST', 404],
      ['an unknown client', '{"username":"viewer","client_id":"none"}', {}, 'POST', 404],
      ['broken JSON', '{', {}, 'POST', 400],
      ['no user', '{}', {}, 'POST', 400],
      ['an unknown field', '{"username":"viewer","scope":"all"}', {}, 'POST', 400],
      ['a list', '[]', {}, 'POST', 400],
      ['a large body', JSON.stringify({ username: 'x'.repeat(5000) }), {}, 'POST', 413],
    ])('are not given to %s', async (_, body, headers, method, expected) => {
      const answer = await ask(body, headers, method);

      expect(answer.status).toBe(expected);
      expect(answer.body).not.toHaveProperty('access_token');
      expect(answer.body['message']).toEqual(expect.any(String));
    });

    it.each(['127.0.0.1', 'localhost:4566', '[::1]:4566'])('are given under the name %s', async (host) => {
      const { status } = await ask('{"username":"viewer"}', { host });

      expect(status).toBe(200);
    });
  });
});

describe('a template with user pools', () => {
  it.each<[string, Parameters<typeof aResource>, string]>([
    [
      'triggers',
      ['UserPool', 'us-east-1_x', { LambdaConfig: { PreTokenGeneration: 'arn' } }],
      'triggers are not supported',
    ],
    [
      'a client secret',
      ['UserPoolClient', 'x', { GenerateSecret: true, UserPoolId: POOL_ID }],
      'GenerateSecret',
    ],
    ['users', ['UserPoolUser', 'x', {}], 'AWS::Cognito::UserPoolUser'],
    ['an identity pool', ['IdentityPool', 'x', {}], 'AWS::Cognito::IdentityPool'],
  ])('is refused at start for %s', async (_, resource, named) => {
    const starting = aStack({ resources: [...POOL, aResource(...resource)] });

    await expect(starting).rejects.toThrow(named);
  });

  it('makes no second admin of a group called admin', async () => {
    const stack = await aStack({ resources: [...POOL, aGroup('admin')] });

    const users = stack.pool.users().map(({ username, groups }) => [username, groups]);

    await stack.close();
    expect(users).toEqual([
      ['viewer', ['viewer']],
      ['operator', ['operator']],
      ['admin', ['viewer', 'operator', 'admin']],
    ]);
  });
});
