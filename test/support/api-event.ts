import type { ApiEvent } from '../../functions/shared/api-function.ts';

export interface EventChange {
  readonly body?: unknown;
  /** The body as it is, instead of as JSON. */
  readonly rawBody?: string;
  readonly isBase64Encoded?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly groups?: string;
  readonly username?: string;
  readonly tokenUse?: string;
  readonly rawPath?: string;
}

/** An event of payload format 2.0 as an HTTP API sends it. */
export function anEvent(routeKey: string, change: EventChange = {}): ApiEvent {
  const [method = 'GET', path = '/'] = routeKey.split(' ');
  const rawPath = change.rawPath ?? path;
  const body = change.rawBody ?? (change.body === undefined ? undefined : JSON.stringify(change.body));
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: '',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...change.headers },
    ...(change.path && { pathParameters: change.path }),
    ...(change.query && { queryStringParameters: change.query }),
    isBase64Encoded: change.isBase64Encoded ?? false,
    ...(body === undefined ? {} : { body }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example',
      domainPrefix: 'api',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
      ...(change.groups !== undefined && {
        authorizer: {
          jwt: {
            claims: {
              username: change.username ?? 'ada',
              'cognito:groups': change.groups,
              token_use: change.tokenUse ?? 'access',
            },
          },
        },
      }),
    },
  };
}
