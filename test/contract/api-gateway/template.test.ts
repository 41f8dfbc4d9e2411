import { aGateway, aResource } from './gateway.ts';

describe('a template that cannot be run as it means', () => {
  const route = { 'GET /a': {} };
  const integration = (changes: Record<string, unknown>) =>
    aResource('ApiGatewayV2::Integration', 'x', {
      ApiId: 'api123',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: 'arn:aws:lambda:us-east-1:123456789012:function:x',
      PayloadFormatVersion: '2.0',
      ...changes,
    });

  it.each<[string, Parameters<typeof aGateway>[0], string]>([
    ['a WebSocket API', { routes: route, api: { ProtocolType: 'WEBSOCKET' } }, 'ProtocolType'],
    [
      'payload format 1.0',
      { routes: route, resources: [integration({ PayloadFormatVersion: '1.0' })] },
      'PayloadFormatVersion',
    ],
    [
      'an HTTP proxy',
      { routes: route, resources: [integration({ IntegrationType: 'HTTP_PROXY' })] },
      'IntegrationType',
    ],
    [
      'mapped parameters',
      { routes: route, resources: [integration({ RequestParameters: {} })] },
      'RequestParameters',
    ],
    [
      'a time-out of 31 s',
      { routes: route, resources: [integration({ TimeoutInMillis: 31_000 })] },
      'TimeoutInMillis',
    ],
    [
      'no Lambda function',
      { routes: route, resources: [integration({ IntegrationUri: 'http://a' })] },
      'IntegrationUri',
    ],
    [
      'a Lambda authorizer',
      {
        routes: route,
        resources: [
          aResource('ApiGatewayV2::Authorizer', 'x', { ApiId: 'api123', AuthorizerType: 'REQUEST' }),
        ],
      },
      'AuthorizerType',
    ],
    [
      'a custom domain',
      { routes: route, resources: [aResource('ApiGatewayV2::DomainName', 'x', {})] },
      'AWS::ApiGatewayV2::DomainName',
    ],
    [
      'two APIs',
      {
        routes: route,
        resources: [aResource('ApiGatewayV2::Api', 'b', { Name: 'b', ProtocolType: 'HTTP' })],
      },
      'Exactly one HTTP API',
    ],
    ['a broken route key', { routes: { 'GET a': {} } }, "'GET a' is not a route key"],
    ['two routes for the same', { routes: { 'GET /{a}': {}, 'GET /{b}': {} } }, 'take the same requests'],
    [
      'an unknown log variable',
      {
        routes: route,
        stage: { AccessLogSettings: { DestinationArn: 'arn:aws:logs:x', Format: '$context.nonsense' } },
      },
      '$context.nonsense',
    ],
  ])('is refused at start: %s', async (_, options, named) => {
    const starting = aGateway(options);

    await expect(starting).rejects.toThrow(named);
  });
});
