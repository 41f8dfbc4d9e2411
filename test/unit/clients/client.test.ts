import {
  ApiProblemError,
  ApiUnreachableError,
  bearer,
  createArtisanClient,
  type ClientOptions,
  type Schemas,
} from '../../../clients/typescript/index.ts';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Scripted = Response | Error;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  new Response(
    JSON.stringify({
      code,
      status,
      detail: 'it is so',
      errors: [{ pointer: '/a', detail: 'b' }],
      request_id: 'r1',
    }),
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  );

/** A client whose API answers one after the other, and what it was sent. */
function aClient(answers: readonly Scripted[], options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const client = createArtisanClient({
    baseUrl: 'https://api.example/',
    fetch: (url, { method = '', headers = {}, body } = {}) => {
      const given = { ...(headers as Record<string, string>) };
      sent.push({
        method,
        url: url instanceof Request ? url.url : url.toString(),
        headers: given,
        body: typeof body === 'string' ? JSON.parse(body) : body,
      });
      const answer = answers[sent.length - 1];
      if (answer === undefined) throw new Error('Nothing more is scripted');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    wait: (seconds) => {
      waits.push(seconds);
      return Promise.resolve();
    },
    ...options,
  });
  return { client, sent, waits };
}

describe('a call', () => {
  it('fills in the path and the query, encoded, and leaves out what is undefined', async () => {
    const { client, sent } = aClient([json(200, { items: [] })]);

    await client.get('/v1/runs/{run}/checkpoints', {
      path: { run: 'a/b c' },
      query: { limit: 5, state: undefined, cursor: 'x&y' },
    });

    expect(sent[0]?.url).toBe('https://api.example/v1/runs/a%2Fb%20c/checkpoints?limit=5&cursor=x%26y');
  });

  it('gives what was answered, and its ETag', async () => {
    const { client } = aClient([json(200, { weights: { fast: 100 } }, { etag: '"7"' })]);

    const { status, data, etag } = await client.get('/v1/traffic');

    const weights: Schemas['Traffic']['weights'] = data.weights;
    expect({ status, weights, etag }).toEqual({ status: 200, weights: { fast: 100 }, etag: '"7"' });
  });

  it('sends the precondition and the body of a change, and no key with it', async () => {
    const { client, sent } = aClient([json(200, {})]);

    await client.put('/v1/traffic/weights', { body: { weights: { fast: 100 } }, ifMatch: '"7"' });

    expect(sent[0]).toMatchObject({ method: 'PUT', body: { weights: { fast: 100 } } });
    expect(sent[0]?.headers).toMatchObject({ 'if-match': '"7"', 'content-type': 'application/json' });
    expect(sent[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it('gives text as text', async () => {
    const { client } = aClient([new Response('up 1\n', { headers: { 'content-type': 'text/plain' } })]);

    const { data } = await client.get('/metrics');

    expect(data).toBe('up 1\n');
  });

  it('asks the credential for each try, with all that is sent', async () => {
    const tokens = ['old', 'new'];
    const { client, sent } = aClient([problem(429, 'queue_full'), json(200, {})], {
      credential: bearer(() => tokens.shift() ?? 'none'),
    });

    await client.get('/v1/traffic');

    expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer old', 'Bearer new']);
  });

  it('is of a type that knows the routes', () => {
    const { client } = aClient([]);
    const wrong = () => {
      // @ts-expect-error there is no such route
      void client.get('/v1/nothing');
      // @ts-expect-error the path has a parameter
      void client.get('/v1/runs/{run}');
      // @ts-expect-error a change needs its precondition
      void client.put('/v1/traffic/weights', { body: { weights: {} } });
      // @ts-expect-error a weight is a number
      void client.put('/v1/traffic/weights', { body: { weights: { fast: 'all' } }, ifMatch: '*' });
      // @ts-expect-error it is no list
      void client.items('/v1/traffic');
    };

    expect(wrong).toBeInstanceOf(Function);
  });
});

describe('a refusal', () => {
  it('is thrown with its code, status, words and errors', async () => {
    const { client } = aClient([problem(422, 'invalid_weights')]);

    const refused = client.put('/v1/traffic/weights', { body: { weights: {} }, ifMatch: '*' });

    await expect(refused).rejects.toBeInstanceOf(ApiProblemError);
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_weights',
      status: 422,
      detail: 'it is so',
      errors: [{ pointer: '/a', detail: 'b' }],
      requestId: 'r1',
    });
  });

  it.each([
    ['of the gateway, has its words', json(401, { message: 'Unauthorized' }), 401, 'Unauthorized'],
    ['that is no JSON, has its text', new Response('Too early', { status: 425 }), 425, 'Too early'],
    ['that is a page, has its status', new Response('<html>', { status: 502 }), 502, 'The API answered 502'],
    [
      'that is long, has its status',
      new Response('x'.repeat(301), { status: 413 }),
      413,
      'The API answered 413',
    ],
    ['without a body, has its status', new Response(null, { status: 500 }), 500, 'The API answered 500'],
  ])('%s', async (_what, response, status, detail) => {
    const { client } = aClient([response]);

    await expect(client.get('/v1/traffic')).rejects.toMatchObject({ code: undefined, status, detail });
  });
});

describe('a retry', () => {
  it.each<[string, number, number[]]>([
    ['after what the API says', 3, [2]],
    ['after twice as long each time, where it says nothing', 0, [0.5, 1, 2]],
  ])('comes %s', async (_what, answersLeft, waited) => {
    const refusals =
      answersLeft === 3
        ? [problem(503, 'unavailable', { 'retry-after': '2' })]
        : [problem(503, 'unavailable'), problem(503, 'unavailable'), problem(503, 'unavailable')];
    const { client, waits } = aClient([...refusals, json(200, { status: 'ok' })]);

    const { data } = await client.get('/health');

    expect([data, waits]).toEqual([{ status: 'ok' }, waited]);
  });

  it('is not made for longer than is worth waiting for', async () => {
    const { client, sent } = aClient([problem(429, 'queue_full', { 'retry-after': '3600' })]);

    await expect(client.get('/v1/traffic')).rejects.toMatchObject({ code: 'queue_full' });
    expect(sent).toHaveLength(1);
  });

  it('is made three times, and then the last refusal is thrown', async () => {
    const { client, sent } = aClient([1, 2, 3, 4, 5].map(() => problem(503, 'unavailable')));

    await expect(client.get('/v1/traffic')).rejects.toMatchObject({ code: 'unavailable' });
    expect(sent).toHaveLength(4);
  });

  it('of a POST has the key of the first, whether it was lost or is still being worked on', async () => {
    const { client, sent } = aClient([
      new TypeError('fetch failed'),
      problem(409, 'request_in_progress', { 'retry-after': '1' }),
      json(201, {}),
    ]);
    const body = { title: 't', description: 'd', severity: 'sev3', components: ['api'] } as const;

    await client.post('/v1/incidents', { body });

    const keys = sent.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is made for as long as one that died may hold its key', async () => {
    const busy = () => problem(409, 'request_in_progress', { 'retry-after': '1' });
    const { client, waits } = aClient([...Array.from({ length: 31 }, busy), json(201, {})]);

    await client.post('/v1/drills', { body: { reason: 'r' } });

    expect(waits.reduce((sum, seconds) => sum + seconds, 0)).toBe(31);
  });

  it('of a change is made when it was not begun (429), and not when it may have been done (503)', async () => {
    const change = { body: { weights: {} }, ifMatch: '*' } as const;
    const throttled = aClient([json(429, { message: 'Too Many Requests' }), json(200, {})]);
    const lost = aClient([problem(503, 'unavailable')]);

    const reply = await throttled.client.put('/v1/traffic/weights', change);

    expect(reply.status).toBe(200);
    await expect(lost.client.put('/v1/traffic/weights', change)).rejects.toMatchObject({ status: 503 });
    expect(lost.sent).toHaveLength(1);
  });

  it('is not made of another conflict', async () => {
    const { client, sent } = aClient([problem(409, 'blocked')]);
    const options = { path: { id: 'x' }, body: { mode: 'live', reason: 'r' } } as const;

    await expect(client.post('/v1/runbooks/{id}/executions', options)).rejects.toMatchObject({
      code: 'blocked',
    });
    expect(sent).toHaveLength(1);
  });

  it('ends with the signal of the call, in the middle of a wait', async () => {
    const ending = new AbortController();
    const options = { fetch: () => Promise.resolve(problem(503, 'unavailable', { 'retry-after': '19' })) };
    const client = createArtisanClient({ baseUrl: 'https://api.example', ...options });

    const call = client.get('/v1/traffic', { signal: ending.signal });
    setImmediate(() => {
      ending.abort(new Error('enough'));
    });

    await expect(call).rejects.toThrow('enough');
  });

  it('that is never answered ends as unreachable', async () => {
    const { client } = aClient([1, 2, 3, 4].map(() => new TypeError('fetch failed')));

    await expect(client.get('/v1/traffic')).rejects.toBeInstanceOf(ApiUnreachableError);
  });
});

describe('a list', () => {
  it('is read page after page, with the same query, as far as it is asked for', async () => {
    const { client, sent } = aClient([
      json(200, { items: [{ id: 'a' }, { id: 'b' }], next_cursor: 'n1' }),
      json(200, { items: [], next_cursor: 'n2' }),
      json(200, { items: [{ id: 'c' }] }),
    ]);

    const ids: string[] = [];
    for await (const { id } of client.items('/v1/incidents', { query: { status: 'open' } })) ids.push(id);

    expect(ids).toEqual(['a', 'b', 'c']);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '?status=open',
      '?status=open&cursor=n1',
      '?status=open&cursor=n2',
    ]);
  });
});

describe('a command that the API offers', () => {
  it('is sent as it is', async () => {
    const { client, sent } = aClient([json(200, {})]);

    await client.send({
      method: 'DELETE',
      path: '/v1/traffic/downshifts/creative',
      headers: { 'if-match': '*' },
    });

    expect(sent[0]).toMatchObject({
      method: 'DELETE',
      url: 'https://api.example/v1/traffic/downshifts/creative',
      headers: { 'if-match': '*' },
    });
  });
});
