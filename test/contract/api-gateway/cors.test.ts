import { aGateway, type Gateway } from './gateway.ts';

describe('CORS', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: { 'GET /a': {}, 'GET /jwt': { type: 'JWT' } },
      api: {
        CorsConfiguration: {
          AllowOrigins: ['https://console.example', 'http://*'],
          AllowMethods: ['GET', 'PUT'],
          AllowHeaders: ['authorization', 'if-match'],
          AllowCredentials: true,
          ExposeHeaders: ['etag'],
          MaxAge: 600,
        },
      },
    });
  });

  afterAll(() => gateway.close());

  const preflight = (origin: string) =>
    fetch(`${gateway.url}/a`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });

  it('is answered by the gateway before the request', async () => {
    const { status, headers } = await preflight('https://console.example');

    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': 'https://console.example',
      'access-control-allow-methods': 'GET,PUT',
      'access-control-allow-headers': 'authorization,if-match',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '600',
    });
    expect(gateway.events).toHaveLength(0);
  });

  it('names no origin that is not allowed', async () => {
    const { status, headers } = await preflight('https://evil.example');

    expect(status).toBe(204);
    expect(headers.has('access-control-allow-origin')).toBe(false);
  });

  it('stands in place of what the function says', async () => {
    gateway.answer = () => ({
      payload: JSON.stringify({
        statusCode: 200,
        headers: { 'Access-Control-Allow-Origin': '*', vary: 'Accept' },
      }),
    });

    const { headers } = await fetch(`${gateway.url}/a`, { headers: { origin: 'http://localhost:1' } });

    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:1');
    expect(headers.get('access-control-expose-headers')).toBe('etag');
    expect(headers.get('vary')).toBe('Accept, Origin');
  });

  it('lets a page see that it was refused', async () => {
    const { status, headers } = await fetch(`${gateway.url}/jwt`, {
      headers: { origin: 'https://console.example' },
    });

    expect(status).toBe(401);
    expect(headers.get('access-control-allow-origin')).toBe('https://console.example');
  });
});
