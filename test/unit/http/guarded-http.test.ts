import { createSocket } from 'node:dgram';
import { createServer } from 'node:tls';
import { createAddressRule } from '../../../lib/http/address-rule.ts';
import { createGuardedHttp } from '../../../lib/http/guarded-http.ts';
import { createResolve, type Resolve } from '../../../lib/http/resolve.ts';
import { serveNastily, type NastyServer } from '../../support/http/nasty-server.ts';

/** Where the time-out is the answer. */
const TIMEOUT_MS = 300;
/** Elsewhere nobody waits for it, however slow the machine is. */
const LONG_MS = 30_000;
const LOOPBACK = createAddressRule(['127.0.0.1/32']);
const PUBLIC_ONLY = createAddressRule([]);

let server: NastyServer;
beforeAll(async () => {
  server = await serveNastily();
});
afterAll(() => server.close());

/** Asks a path, or a whole URL, where loopback is allowed. */
function ask(target: string, { resolve = createResolve(), isAllowed = LOOPBACK, timeoutMs = LONG_MS } = {}) {
  const http = createGuardedHttp({ isAllowed, resolve });
  const url = target.startsWith('/') ? `${server.url}${target}` : target;
  return http({ url, timeoutMs, maxBodyBytes: 4_096 });
}

const failureOf = async (answer: Promise<unknown>) => {
  const failure: unknown = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  return failure instanceof Error ? `${failure.name}: ${failure.message}` : 'no failure';
};

describe('a call to a server outside', () => {
  it('brings back status, headers and body', async () => {
    const { status, body } = await ask('/ok');

    expect([status, body.toString()]).toEqual([200, 'fine']);
  });

  it('posts what it is given', async () => {
    const http = createGuardedHttp({ isAllowed: LOOPBACK, resolve: createResolve() });

    const { status } = await http({
      url: `${server.url}/ok`,
      method: 'POST',
      body: '{"é": 1}',
      headers: { 'content-type': 'application/json' },
      timeoutMs: LONG_MS,
      maxBodyBytes: 10,
    });

    expect(status).toBe(200);
  });

  it.each([
    ['/broken', 503],
    ['/missing', 404],
    ['/redirects', 302],
    ['/redirects-to-itself', 308],
  ])('takes the answer of %s as it is', async (path, expected) => {
    const before = server.asked.length;

    const { status } = await ask(path);

    expect(status).toBe(expected);
    expect(server.asked).toHaveLength(before + 1);
  });

  it.each(['/hangs', '/hangs-in-body', '/trickles'])('ends at its time-out with %s', async (path) => {
    const failure = await failureOf(ask(path, { timeoutMs: TIMEOUT_MS }));

    expect(failure).toBe('NoAnswerInTimeError: no whole answer within 300 ms');
  });

  it.each([
    ['/resets', 'ECONNRESET'],
    ['/closes', 'ECONNRESET'],
    ['/resets-in-body', 'ECONNRESET'],
    ['/speaks-gibberish', 'HPE_'],
    ['/sends-endless-headers', 'HPE_HEADER_OVERFLOW'],
    ['/switches', ''],
  ])('says that the connection failed with %s', async (path, code) => {
    const failure = await failureOf(ask(path));

    expect(failure).toMatch(/^BrokenConnectionError: the connection failed/);
    expect(failure).toContain(code);
  });

  it('reads 4 KiB of a gibibyte, and takes next to no memory for it', async () => {
    const before = process.memoryUsage.rss();

    const { status, body } = await ask('/floods');

    expect([status, body.length]).toEqual([200, 4_096]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1_048_576);
  });

  it('fails when nobody listens', async () => {
    expect(await failureOf(ask('http://127.0.0.1:1/'))).toContain('ECONNREFUSED');
  });

  it('fails when a server of plain HTTP is asked for TLS', async () => {
    const failure = await failureOf(ask(`https://127.0.0.1:${server.port}/ok`));

    expect(failure).toMatch(/^BrokenConnectionError/);
  });

  it('fails when a server of TLS has no certificate', async () => {
    const tls = createServer();
    tls.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const address = tls.address();

    const failure = await failureOf(
      ask(`https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`),
    );
    tls.close();

    expect(failure).toMatch(/^BrokenConnectionError/);
  });

  it.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'http://user:secret@127.0.0.1/', 'nonsense', 'data:,x'])(
    'is not made to %s',
    async (url) => {
      expect(await failureOf(ask(url))).toMatch(/^UnsupportedUrlError/);
    },
  );
});

describe('an internal address', () => {
  const spellings = (port: number) => [
    `http://127.0.0.1:${port}/ok`,
    `http://2130706433:${port}/ok`,
    `http://0x7f000001:${port}/ok`,
    `http://0177.0.0.1:${port}/ok`,
    `http://127.1:${port}/ok`,
    `http://0.0.0.0:${port}/ok`,
    `http://[::1]:${port}/ok`,
    `http://[::ffff:127.0.0.1]:${port}/ok`,
    `http://[::ffff:7f00:1]:${port}/ok`,
    `http://localhost:${port}/ok`,
    `http://LOCALHOST.:${port}/ok`,
    `http://a.localhost:${port}/ok`,
    `http://\u24ea\u24ea\u2460:${port}/ok`,
  ];

  it('is never called, however it is spelled', async () => {
    const before = server.asked.length;

    const failures = await Promise.all(
      spellings(server.port).map((url) => failureOf(ask(url, { isAllowed: PUBLIC_ONLY }))),
    );

    expect(failures.filter((failure) => !failure.startsWith('InternalAddressError'))).toEqual([]);
    expect(server.asked).toHaveLength(before);
  });

  it.each([
    ['alone', ['127.0.0.1']],
    ['beside a public one', ['93.184.216.34', '10.0.0.1']],
    ['as IPv6', ['2606:2800::1', 'fd00::1']],
  ])('behind a name %s is not called', async (_what, addresses) => {
    const resolve: Resolve = () => Promise.resolve(addresses);
    const before = server.asked.length;

    const failure = await failureOf(
      ask(`http://innocent.example:${server.port}/ok`, { resolve, isAllowed: PUBLIC_ONLY }),
    );

    expect(failure).toMatch(/^InternalAddressError/);
    expect(server.asked).toHaveLength(before);
  });

  it('cannot slip in after the check: the connection goes to the address that was checked', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const resolve: Resolve = () => Promise.resolve(answers.shift() ?? []);

    const { status } = await ask(`http://rebinding.example:${server.port}/ok`, { resolve });

    expect(status).toBe(200);
    expect(answers).toHaveLength(1);
    expect(server.asked.at(-1)?.host).toBe(`rebinding.example:${server.port}`);
  });
});

describe('a name', () => {
  it('that has no address is a failure of that call', async () => {
    const resolve = createResolve(['127.0.0.1:1']);

    const failure = await failureOf(ask('http://nowhere.example/', { resolve, timeoutMs: TIMEOUT_MS }));

    expect(failure).toMatch(/^(UnresolvedHostError|NoAnswerInTimeError)/);
  });

  it('whose server is silent ends at the time-out, and holds up no other call', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
    const resolve = createResolve([`127.0.0.1:${silent.address().port}`]);
    const before = server.asked.length;

    const dead = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
      failureOf(ask(`http://${name}.example:${server.port}/ok`, { resolve, timeoutMs: TIMEOUT_MS })),
    );
    const { status } = await ask('/ok');
    const failures = await Promise.all(dead);
    silent.close();

    expect(status).toBe(200);
    expect(new Set(failures)).toEqual(new Set(['NoAnswerInTimeError: no whole answer within 300 ms']));
    expect(server.asked).toHaveLength(before + 1);
  });

  it('that is found only after the time-out is not called any more', async () => {
    const found = Promise.withResolvers<readonly string[]>();
    const before = server.asked.length;

    const failure = await failureOf(
      ask(`http://slow.example:${server.port}/ok`, { resolve: () => found.promise, timeoutMs: TIMEOUT_MS }),
    );
    found.resolve(['127.0.0.1']);
    await ask('/ok');

    expect(failure).toMatch(/^NoAnswerInTimeError/);
    expect(server.asked.slice(before).map(({ host }) => host)).toEqual([`127.0.0.1:${server.port}`]);
  });
});
