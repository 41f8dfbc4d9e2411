import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { aGateway, aResource, type Gateway, POOL_ID, START } from './gateway.ts';

describe('routes with a JWT authorizer', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: {
        'GET /open': {},
        'GET /jwt': { type: 'JWT' },
        'GET /scoped': { type: 'JWT', scopes: ['write', 'aws.cognito.signin.user.admin'] },
        'GET /other-scope': { type: 'JWT', scopes: ['write'] },
      },
    });
  });

  afterAll(() => gateway.close());

  beforeEach(() => {
    gateway.events.length = 0;
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${gateway.url}${path}`, { headers });
    return {
      status: response.status,
      body: await response.text(),
      challenge: response.headers.get('www-authenticate'),
    };
  };

  it('let a user of the pool in, and tell the function who he is', async () => {
    const { accessToken } = await gateway.pool.issueAccessToken('admin', 'client1');

    const { status } = await get('/jwt', { authorization: `Bearer ${accessToken}` });

    const { claims, scopes } = gateway.events[0]?.requestContext.authorizer?.jwt ?? {};
    expect(status).toBe(200);
    expect(claims).toMatchObject({
      'cognito:groups': '[viewer operator]',
      username: 'admin',
      token_use: 'access',
      client_id: 'client1',
      exp: String(Math.floor(START / 1000) + 900),
    });
    expect(scopes).toBeNull();
  });

  it.each([['bearer '], ['Bearer  '], ['']])('take the token after %j', async (prefix) => {
    const { accessToken } = await gateway.pool.issueAccessToken('viewer');

    const { status } = await get('/jwt', { authorization: `${prefix}${accessToken}` });

    expect(status).toBe(200);
  });

  it('pass the scopes of a token where the route asks for one of them', async () => {
    const { accessToken } = await gateway.pool.issueAccessToken('viewer');
    const headers = { authorization: `Bearer ${accessToken}` };

    const [granted, refused] = [await get('/scoped', headers), await get('/other-scope', headers)];

    expect(granted.status).toBe(200);
    expect(gateway.events[0]?.requestContext.authorizer?.jwt?.scopes).toEqual([
      'aws.cognito.signin.user.admin',
    ]);
    expect([refused.status, refused.body]).toEqual([403, '{"message":"Forbidden"}']);
    expect(refused.challenge).toContain('error="insufficient_scope"');
  });

  it('answer 401 without a token', async () => {
    const { status, body, challenge } = await get('/jwt');

    expect([status, body, challenge]).toEqual([401, '{"message":"Unauthorized"}', 'Bearer']);
  });

  it('refuse a token when its time is over', async () => {
    const { accessToken, expiresInSeconds } = await gateway.pool.issueAccessToken('viewer', 'client1');
    const headers = { authorization: `Bearer ${accessToken}` };

    await gateway.clock.advance((expiresInSeconds - 1) * 1000);
    const inTime = await get('/jwt', headers);
    await gateway.clock.advance(2000);
    const late = await get('/jwt', headers);

    expect(expiresInSeconds).toBe(900);
    expect(inTime.status).toBe(200);
    expect(late.status).toBe(401);
    expect(late.challenge).toBe(
      'Bearer scope="" error="invalid_token" error_description="the token has expired"',
    );
  });

  it('refuse a token made for another client', async () => {
    const { accessToken } = await gateway.pool.issueAccessToken('viewer', 'client2');

    const { status, challenge } = await get('/jwt', { authorization: `Bearer ${accessToken}` });

    expect(status).toBe(401);
    expect(challenge).toContain('error_description="the token does not have a valid audience"');
  });

  describe('with forged tokens', () => {
    const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const now = () => Math.floor(gateway.clock.now() / 1000);
    const claims = (changes: Record<string, unknown> = {}) => ({
      iss: gateway.pool.issuer,
      client_id: 'client1',
      exp: now() + 60,
      username: 'admin',
      ...changes,
    });
    const kidOf = async (): Promise<string> => {
      const { accessToken } = await gateway.pool.issueAccessToken('viewer');
      const [header = ''] = accessToken.split('.');
      return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid;
    };
    const signWith = async (key: KeyObject, header: { alg?: string; kid?: string } = {}): Promise<string> =>
      new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: await kidOf(), ...header }).sign(key);
    const publicKey = async (): Promise<string> => {
      const key = gateway.pool.key(await kidOf());
      return String(key?.export({ type: 'spki', format: 'pem' }));
    };

    it.each<[string, () => Promise<string>]>([
      ['the key of another', () => signWith(own.privateKey)],
      ['an unknown key id', () => signWith(own.privateKey, { kid: 'mine' })],
      ['no algorithm', () => Promise.resolve(new UnsecuredJWT(claims()).encode())],
      [
        'the public key as an HMAC secret',
        async () =>
          new SignJWT(claims())
            .setProtectedHeader({ alg: 'HS256', kid: await kidOf() })
            .sign(Buffer.from(await publicKey())),
      ],
      ['nothing but dots', () => Promise.resolve('..')],
      ['no token at all', () => Promise.resolve('token')],
      ['header that is no JSON', () => Promise.resolve('YQ.YQ.YQ')],
    ])('refuse one with %s', async (_, forge) => {
      const { status, body } = await get('/jwt', { authorization: `Bearer ${await forge()}` });

      expect([status, body]).toEqual([401, '{"message":"Unauthorized"}']);
      expect(gateway.events).toHaveLength(0);
    });

    it('refuse one whose payload was changed', async () => {
      const { accessToken } = await gateway.pool.issueAccessToken('viewer', 'client1');
      const [header = '', payload = '', signature = ''] = accessToken.split('.');
      const changed = Buffer.from(payload, 'base64url').toString().replace('"viewer"', '"operator"');
      const forged = [header, Buffer.from(changed).toString('base64url'), signature].join('.');

      const { status } = await get('/jwt', { authorization: `Bearer ${forged}` });

      expect(status).toBe(401);
    });
  });

  it('leave open routes open, and say nothing of a caller', async () => {
    const { status } = await get('/open', { authorization: 'Bearer nonsense' });

    expect(status).toBe(200);
    expect(gateway.events[0]?.requestContext).not.toHaveProperty('authorizer');
  });
});

it('refuses a JWT authorizer of an issuer that is not on this stack', async () => {
  const authorizer = aResource('ApiGatewayV2::Authorizer', 'elsewhere', {
    ApiId: 'api123',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: ['x'], Issuer: 'https://elsewhere.example/' },
    Name: 'elsewhere',
  });
  const route = aResource('ApiGatewayV2::Route', 'r', {
    ApiId: 'api123',
    RouteKey: 'GET /elsewhere',
    Target: 'integrations/i0',
    AuthorizationType: 'JWT',
    AuthorizerId: 'elsewhere',
  });

  const starting = aGateway({ routes: { 'GET /': {} }, resources: [authorizer, route] });

  await expect(starting).rejects.toThrow(
    `GET /elsewhere: no user pool of this stack is the issuer https://elsewhere.example/; there is: http://127.0.0.1:4566/${POOL_ID}`,
  );
});
