import { connect } from 'node:net';
import fc from 'fast-check';
import { aGateway, type Gateway } from './gateway.ts';

const SEEDS = [
  'GET /open/7?a=1&b=%20 HTTP/1.1\r\nHost: a\r\nCookie: a=1; b\r\nX-A: 1\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\nhello',
  'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'GET /jwt HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.AAAA\r\n\r\n',
  'POST /iam HTTP/1.1\r\nHost: a\r\nX-Amz-Date: 20260312T190358Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=A/20260312/us-east-1/execute-api/aws4_request, SignedHeaders=host;__proto__, Signature=00\r\nContent-Length: 2\r\n\r\n{}',
  'OPTIONS /x/y HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\nAccess-Control-Request-Method: PUT\r\n\r\n',
  'GET http://h/x/%2e%2e/%c3%28 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc',
];
const FRAGMENTS = [
  '',
  '\r\n',
  '\0',
  '%',
  '%zz',
  '//',
  '..',
  '\x80\xff',
  ': ',
  ',',
  '=',
  ' ',
  '99999999999999999999',
  '__proto__',
];

const garbled = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(300), fc.nat(6), fc.constantFrom(...FRAGMENTS)), { maxLength: 4 }),
  )
  .map(([seed, edits]) =>
    edits.reduce(
      (text, [at, length, fragment]) => text.slice(0, at) + fragment + text.slice(at + length),
      seed,
    ),
  );

describe('garbage on the wire', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: {
        'GET /open/{id}': {},
        'GET /jwt': { type: 'JWT' },
        'POST /iam': { type: 'AWS_IAM' },
        $default: {},
      },
      api: { CorsConfiguration: { AllowOrigins: ['*'] } },
    });
  });

  afterAll(() => gateway.close());

  /** Every status that came back before the connection, which ends with the request, was closed. */
  const statusesFor = (text: string): Promise<number[]> =>
    new Promise((resolve) => {
      let received = '';
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
      socket.on('data', (chunk) => (received += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve([...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)));
      });
      socket.end(text, 'latin1');
    });

  it('is refused or served, but never fails the gateway', async () => {
    await fc.assert(
      fc.asyncProperty(garbled, async (text) => {
        const statuses = await statusesFor(text);
        expect(statuses.filter((status) => status >= 500)).toEqual([]);
      }),
      { numRuns: 400 },
    );

    const { status } = await fetch(`${gateway.url}/open/7`);
    expect(status).toBe(200);
  });
});
