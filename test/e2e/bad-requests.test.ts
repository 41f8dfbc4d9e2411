import { request } from 'node:http';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan({ noAuth: true });
});
afterAll(() => artisan.stop());

interface Raw {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request that no client library would send. */
function send({ method = 'POST', path = '/v1/selections', headers = {}, body = '' }: Raw): Promise<Reply> {
  const { hostname, port } = new URL(artisan.stack.url);
  const sent = { 'content-type': 'application/json', ...headers };
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('a request to select, over HTTP', () => {
  it.each<[string, Raw, number]>([
    ['broken JSON', { body: '{' }, 400],
    ['no body', {}, 400],
    ['a byte order mark', { body: '\ufeff{}' }, 400],
    ['duplicate keys', { body: '{"session_id":"a","session_id":"b"}' }, 400],
    ['a depth of 30,000', { body: nested(30_000) }, 400],
    ['a depth of 100,000', { body: nested(100_000) }, 413],
    ['__proto__', { body: '{"__proto__":{"a":1}}' }, 400],
    ['constructor', { body: '{"constructor":{"prototype":{}}}' }, 400],
    ['an unknown field', { body: '{"sesion_id":"a"}' }, 400],
    ['a number for a text', { body: '{"session_id":1}' }, 400],
    ['wrong UTF-8', { body: Buffer.from('7b2273657373696f6e5f6964223a22ff227d', 'hex') }, 400],
    ['a lone surrogate', { body: '{"session_id":"\\ud800"}' }, 400],
    ['NUL', { body: '{"session_id":"a\\u0000"}' }, 400],
    ['an array', { body: '[]' }, 400],
    ['a path for a session', { body: '{"session_id":"../../etc"}' }, 400],
    ['an encoded path for a session', { body: '{"session_id":"%2e%2e"}' }, 400],
    [
      'a form',
      { body: 'session_id=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
    ],
    ['no content type', { body: '{}', headers: { 'content-type': '' } }, 415],
    ['70 kB', { body: JSON.stringify({ session_id: 'a'.repeat(70_000) }) }, 413],
    ['the wrong method', { method: 'GET' }, 405],
    ['a path that is not there', { path: '/v1/selection' }, 404],
    ['a trailing slash', { path: '/v1/selections/' }, 404],
  ])('%s is refused as problem+json', async (_what, raw, expected) => {
    const { status, headers, body } = await send(raw);

    expect(status).toBe(expected);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toMatchObject({
      status: expected,
      code: expect.any(String),
      request_id: expect.any(String),
    });
  });

  it('of 11 MB is refused by the gateway in its own words', async () => {
    const { status, body } = await send({ body: Buffer.alloc(11 * 1024 * 1024, 0x20) });

    expect([status, Object.keys(body)]).toEqual([413, ['message']]);
  });
});

describe('a change of traffic, over HTTP', () => {
  const weights = { method: 'PUT', path: '/v1/traffic/weights' };
  const good = JSON.stringify({ weights: { fast: 60, balanced: 30, creative: 10 } });

  it.each<[string, Raw, number]>([
    ['without If-Match', { ...weights, body: good }, 428],
    ['with a weak tag', { ...weights, body: good, headers: { 'if-match': 'W/"0-fcb836aa"' } }, 412],
    ['with a foreign tag', { ...weights, body: good, headers: { 'if-match': '"nothing"' } }, 412],
    ['with a tag without quotes', { ...weights, body: good, headers: { 'if-match': 'nothing' } }, 400],
    ['of a sum of 99', { ...weights, body: '{"weights":{"fast":99}}', headers: { 'if-match': '*' } }, 422],
    [
      'of a number too large',
      { ...weights, body: '{"weights":{"fast":1e999}}', headers: { 'if-match': '*' } },
      422,
    ],
    [
      'of a mode named by a path',
      {
        method: 'PUT',
        path: '/v1/traffic/downshifts/%2e%2e',
        body: '{"to":"fast","reason":"x"}',
        headers: { 'if-match': '*' },
      },
      422,
    ],
    [
      'of a mode with a pipe',
      {
        method: 'PUT',
        path: '/v1/traffic/downshifts/a%7Cb',
        body: '{"to":"fast","reason":"x"}',
        headers: { 'if-match': '*' },
      },
      422,
    ],
    [
      'of a mode in another script',
      {
        method: 'PUT',
        path: '/v1/traffic/downshifts/%E2%80%AEabc',
        body: '{"to":"fast","reason":"x"}',
        headers: { 'if-match': '*' },
      },
      422,
    ],
    ['by POST', { ...weights, method: 'POST', body: good, headers: { 'if-match': '*' } }, 405],
  ])('%s is refused and changes nothing', async (_what, raw, expected) => {
    const before = await artisan.asNobody({ method: 'GET', path: '/v1/traffic' });

    const { status, headers } = await send(raw);

    const after = await artisan.asNobody({ method: 'GET', path: '/v1/traffic' });
    expect([status, headers['content-type']]).toEqual([expected, 'application/problem+json']);
    expect(after.headers['etag']).toBe(before.headers['etag']);
  });
});

describe('without authorization', () => {
  it('a caller is local with every role, or who it says it is, with his roles', async () => {
    const change = (user?: string) =>
      artisan.asNobody({
        method: 'PUT',
        path: '/v1/traffic/downshifts/creative',
        body: { to: 'balanced', reason: 'x' },
        headers: { 'if-match': '*', ...(user !== undefined && { 'x-local-user': user }) },
      });

    const anyone = await change();
    const viewer = await change('viewer');
    const ada = await change('ada');

    expect([anyone.status, viewer.status, ada.status]).toEqual([200, 403, 200]);
    expect(ada.body['downshifts']).toMatchObject({ creative: { owner: 'ada' } });
  });

  it('a web page cannot call', async () => {
    const { status } = await send({ body: '{}', headers: { origin: 'https://example.com' } });

    expect(status).toBe(403);
  });
});
