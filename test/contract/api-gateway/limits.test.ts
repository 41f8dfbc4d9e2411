import { connect } from 'node:net';
import { once } from 'node:events';
import { aGateway, type Gateway } from './gateway.ts';

const MEGABYTE = 1024 * 1024;

describe('what a gateway answers by itself', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await aGateway({
      routes: {
        'POST /': {},
        'GET /{id}': {},
        'POST /private': { type: 'JWT' },
        'PUT /signed': { type: 'AWS_IAM' },
      },
    });
  });

  afterAll(() => gateway.close());

  beforeEach(() => {
    gateway.events.length = 0;
  });

  const post = async (body: RequestInit['body'], path = '/') => {
    const response = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      body: body ?? null,
      duplex: 'half',
    });
    return [response.status, await response.text()];
  };

  const streamOf = (chunks: number, bytes: number): ReadableStream => {
    let left = chunks;
    return new ReadableStream({
      pull: (controller) => {
        if (left-- > 0) controller.enqueue(Buffer.alloc(bytes, 'x'));
        else controller.close();
      },
    });
  };

  /** Sends bytes as they are, and gives all that comes back until the gateway closes or `until` is seen. */
  const raw = async (text: string | readonly string[], until = /\}$/): Promise<string> => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    await once(socket, 'connect');
    let received = '';
    const done = new Promise<void>((resolve) => {
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        if (until.test(received)) resolve();
      });
      socket.on('close', resolve).on('error', () => {
        resolve();
      });
    });
    for (const part of [text].flat()) socket.write(part, 'latin1');
    await done;
    socket.destroy();
    return received;
  };

  const statusOf = (answer: string): number => Number(answer.split(' ')[1]);

  it('takes a body of exactly 10 MB', async () => {
    const [status] = await post(Buffer.alloc(10 * MEGABYTE, 'x'));

    expect(status).toBe(200);
    expect(gateway.events[0]?.headers['content-length']).toBe(String(10 * MEGABYTE));
  });

  it('refuses a larger one, announced or not', async () => {
    const announced = await post(Buffer.alloc(10 * MEGABYTE + 1));
    const chunked = await post(streamOf(11, MEGABYTE));

    expect(announced).toEqual([413, '{"message":"Request Entity Too Large"}']);
    expect(chunked).toEqual([413, '{"message":"Request Entity Too Large"}']);
    expect(gateway.events).toHaveLength(0);
  });

  it('keeps no more than the limit of an endless body, and lets its sender read the refusal', async () => {
    const before = process.memoryUsage().rss;

    const [status] = await post(streamOf(60, MEGABYTE));

    expect(status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
  });

  it('refuses a large body before reading it when the sender waits for leave', async () => {
    const head = `POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ${11 * MEGABYTE}\r\n\r\n`;

    const answer = await raw(head);

    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('gives leave to send when the body is wanted', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n';

    const answer = await raw([head, 'ok'], /ok$/);

    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  it('refuses who may not come in before his body is there', async () => {
    const answer = await raw('POST /private HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nonly this');

    expect(answer).toMatch(/^HTTP\/1\.1 401 [^]*connection: close/i);
  });

  it.each<[string, string, number]>([
    ['a path of 11,000 bytes', `GET /${'a'.repeat(11_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
    ['header values of 11,000 bytes', `GET /a HTTP/1.1\r\nHost: a\r\nX: ${'b'.repeat(11_000)}\r\n\r\n`, 431],
    [
      'headers that are large together',
      `GET /a HTTP/1.1\r\nHost: a\r\n${`X: ${'b'.repeat(99)}\r\n`.repeat(110)}\r\n`,
      431,
    ],
    ['headers of 200 kB', `GET /a HTTP/1.1\r\nHost: a\r\nX: ${'b'.repeat(200_000)}\r\n\r\n`, 431],
    ['a broken percent-encoding', 'GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['bytes that are no UTF-8', 'GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['no path', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n', 400],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
    ['a header name with a space', 'GET /a HTTP/1.1\r\nHost: a\r\nA B: c\r\n\r\n', 400],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['no host', 'GET /a HTTP/1.1\r\n\r\n', 400],
    ['a route nobody has', 'GET /a/b HTTP/1.1\r\nHost: a\r\n\r\n', 404],
    ['another method', 'PUT / HTTP/1.1\r\nHost: a\r\n\r\n', 404],
    ['an unknown method', 'BREW /a HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['an empty path segment', 'GET // HTTP/1.1\r\nHost: a\r\n\r\n', 404],
    ['a path that climbs', 'GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n', 404],
  ])('answers %s', async (_, request, expected) => {
    const answer = await raw(request, /\r\n\r\n(?:\{.*\})?$/);

    expect(statusOf(answer)).toBe(expected);
    expect(gateway.events).toHaveLength(0);
  });

  it('answers what it refuses with a message', async () => {
    const answer = await raw('GET /a/b HTTP/1.1\r\nHost: a\r\n\r\n');

    expect(answer).toContain('{"message":"Not Found"}');
  });

  it('reads the absolute form as the path in it', async () => {
    const answer = await raw('GET http://elsewhere/thing?a=1 HTTP/1.1\r\nHost: a\r\n\r\n', /ok$/);

    expect(statusOf(answer)).toBe(200);
    expect(gateway.events[0]).toMatchObject({ rawPath: '/thing', rawQueryString: 'a=1' });
  });

  it('answers HTTP/1.0 without a host', async () => {
    const answer = await raw('GET /thing HTTP/1.0\r\n\r\n', /ok$/);

    expect(statusOf(answer)).toBe(200);
    expect(gateway.events[0]?.requestContext['domainName']).toBe(
      'api123.execute-api.us-east-1.amazonaws.com',
    );
  });

  it('serves one request after another on a connection', async () => {
    const one = 'GET /one HTTP/1.1\r\nHost: a\r\n\r\n';
    const two = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi';

    const answer = await raw(`${one}${two}${one}`, /(ok[^]*){3}$/);

    expect(answer.match(/HTTP\/1\.1 200 /g)).toHaveLength(3);
    expect(gateway.events.map(({ routeKey }) => routeKey)).toEqual(['GET /{id}', 'POST /', 'GET /{id}']);
  });

  it('does not read the rest of a refused body as the next request', async () => {
    const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
    const head = `POST /private HTTP/1.1\r\nHost: a\r\nContent-Length: ${smuggled.length}\r\n\r\n`;

    const answer = await raw([head, smuggled], /never/);

    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(gateway.events).toHaveLength(0);
  });

  it('stops waiting for a body that does not come', async () => {
    Object.assign(gateway.server, { headersTimeout: 200, requestTimeout: 300 });

    const answer = await raw('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nslow', /Timeout"\}$/);

    Object.assign(gateway.server, { headersTimeout: 10_000, requestTimeout: 60_000 });
    expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*\{"message":"Request Timeout"\}$/);
  });

  it('goes on when a client leaves in the middle', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
    await once(socket, 'connect');
    socket.destroy();

    const [status] = await post('whole');

    expect(status).toBe(200);
  });
});
