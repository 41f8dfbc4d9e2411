import { aGateway, type Gateway } from './gateway.ts';

describe('a gateway without authorization', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: { 'GET /jwt': { type: 'JWT', scopes: ['write'] }, 'GET /iam': { type: 'AWS_IAM' } },
      noAuth: true,
    });
  });

  afterAll(() => gateway.close());

  const authorizerOf = async (path: string, headers: Record<string, string> = {}) => {
    await fetch(`${gateway.url}${path}`, { headers });
    return gateway.events.at(-1)?.requestContext.authorizer;
  };

  it('takes everyone for the user local, who is in every group', async () => {
    const authorizer = await authorizerOf('/jwt');

    expect(authorizer?.jwt).toMatchObject({
      claims: { username: 'local', 'cognito:groups': '[viewer operator]', client_id: 'client1' },
      scopes: ['write'],
    });
  });

  it.each([
    ['operator', '[operator]'],
    ['someone', '[viewer operator]'],
  ])('takes x-local-user: %s at its word, in the groups %s', async (name, groups) => {
    const authorizer = await authorizerOf('/jwt', { 'x-local-user': name });

    expect(authorizer?.jwt?.claims).toMatchObject({ username: name, 'cognito:groups': groups });
  });

  it('gives the same name the same sub', async () => {
    const subs = [await authorizerOf('/jwt'), await authorizerOf('/jwt')].map((it) => it?.jwt?.claims['sub']);

    expect(subs[0]).toMatch(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(subs[1]).toBe(subs[0]);
  });

  it('gives routes of services an identity, too', async () => {
    const authorizer = await authorizerOf('/iam', { 'x-local-user': 'trainer' });

    expect(authorizer?.iam).toMatchObject({ userArn: 'arn:aws:iam::123456789012:user/trainer' });
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a page of this machine', { origin: 'http://localhost:5173' }, 200],
  ])('answers %s with %s: %d', async (_, headers, expected) => {
    const response = await fetch(`${gateway.url}/jwt`, { headers });

    expect(response.status).toBe(expected);
  });
});
