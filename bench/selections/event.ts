import type { Context } from 'aws-lambda';
import type { ApiEvent } from '../../functions/shared/api-function.ts';

/** What Lambda tells a function about its call; no function of ours looks at it. */
export const CONTEXT = {} as Context;

const ROUTE = 'POST /v1/selections';

/** A request for a mode as the HTTP API hands it to the function; anonymous without a session id. */
export function selectionEvent(sessionId?: string): ApiEvent {
  const body = JSON.stringify(sessionId === undefined ? {} : { session_id: sessionId });
  return {
    version: '2.0',
    routeKey: ROUTE,
    rawPath: '/v1/selections',
    rawQueryString: '',
    headers: {
      accept: '*/*',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/eu-north-1/execute-api/aws4_request, ' +
        'SignedHeaders=content-type;host;x-amz-date, Signature=0123456789abcdef0123456789abcdef',
      'content-length': String(body.length),
      'content-type': 'application/json',
      host: 'api.example',
      'user-agent': 'bench',
      'x-amz-date': '20260101T000000Z',
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    isBase64Encoded: false,
    body,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'api.example',
      domainPrefix: 'api',
      http: {
        method: 'POST',
        path: '/v1/selections',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'bench',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: ROUTE,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
  };
}
