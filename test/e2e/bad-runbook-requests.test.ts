import { request } from 'node:http';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ROUTES } from '../../lib/contracts/routes.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { awsClients } from '../support/aws-clients.ts';

/** Of every route of runbooks, executions, approvals and incidents: the table below finds them in the contract. */
const KEYS = Object.keys(ROUTES).filter((key) => /\/v1\/(runbooks|executions|approvals|incidents)/.test(key));

const ULID = '01KGB3N4X0ZZZZZZZZZZZZZZZZ';

/** What each takes, so that only what is bad about a request is. */
const BODIES: Readonly<Record<string, object>> = {
  'POST /v1/incidents': { title: 'a', description: 'a', severity: 'sev1', components: ['a'] },
  'POST /v1/incidents/{id}/timeline': { note: 'a' },
  'POST /v1/incidents/{id}/resolve': { resolution: 'a' },
  'POST /v1/runbooks/{id}/executions': { mode: 'dry_run', input: {}, reason: 'a' },
  'POST /v1/executions/{id}/stop': { reason: 'a' },
  'POST /v1/approvals/{id}/decision': { decision: 'reject', plan_hash: 'a' },
};
const POSTS = KEYS.filter((key) => key.startsWith('POST '));
const LISTS = KEYS.filter((key) => /^GET .*\/(executions|approvals|incidents|timeline)$/.test(key));
const SINGLE = KEYS.filter((key) => key.includes('{id}'));

/** An id that the route would take, of nothing that is there. */
const absentOf = (key: string): string => {
  if (key.includes('/incidents/')) return `INC-${ULID}`;
  return key.includes('/runbooks/') ? 'no_such_runbook' : ULID;
};

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan({ noAuth: true });
});
afterAll(() => artisan.stop());

interface Raw {
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

interface RawReply {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: Record<string, unknown>;
}

/** A request that no client library would send. */
function send(method: string, path: string, { body = '', headers = {} }: Raw = {}): Promise<RawReply> {
  const { hostname, port } = new URL(artisan.stack.url);
  const sent = { ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers };
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], body: parsed });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Everything in the control table but what keys of idempotency leave, and what runs by itself meanwhile. */
async function written(): Promise<string> {
  const { dynamodb } = awsClients(artisan.stack);
  const { Items = [] } = await dynamodb.send(
    new ScanCommand({ TableName: String(artisan.stack.outputs['ControlTableName']) }),
  );
  const kept = Items.filter(({ pk }) => !/^(idempotency#|traffic)/.test(pk?.S ?? ''));
  return JSON.stringify(
    kept.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
  );
}

const REFUSED = { status: expect.any(Number), code: expect.any(String), request_id: expect.any(String) };
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

it('knows a body for each route that takes one', () => {
  expect(POSTS.toSorted()).toEqual(Object.keys(BODIES).toSorted());
});

describe.each(POSTS)('%s', (key) => {
  const path = key.split(' ')[1]?.replace('{id}', absentOf(key)) ?? '';
  const good = JSON.stringify(BODIES[key]);
  const [firstName = ''] = Object.keys(BODIES[key] ?? {});
  const withField = (name: string, json: string) => `${good.slice(0, -1)},${JSON.stringify(name)}:${json}}`;
  const replaced = (json: string) =>
    `{${JSON.stringify(firstName)}:${json},${good.slice(1 + JSON.stringify({ [firstName]: BODIES[key]?.[firstName as never] }).length - 1)}`;

  it.each<[string, Raw, number]>([
    ['broken JSON', { body: '{' }, 400],
    ['no body', {}, 400],
    ['a byte order mark', { body: `\ufeff${good}` }, 400],
    ['a name twice', { body: withField(firstName, '"a"') }, 400],
    ['a depth of 30,000', { body: nested(30_000) }, 400],
    ['a depth of 100,000', { body: nested(100_000) }, 413],
    ['__proto__', { body: withField('__proto__', '{"a":1}') }, 400],
    ['constructor', { body: withField('constructor', '{}') }, 400],
    ['an unknown field', { body: withField('sesion', '1') }, 400],
    ['an array', { body: '[]' }, 400],
    ['a number', { body: '7' }, 400],
    ['null', { body: 'null' }, 400],
    ['an empty object', { body: '{}' }, 400],
    ['a number for a text', { body: replaced('1') }, 400],
    ['an empty text', { body: replaced('""') }, 400],
    ['a lone surrogate', { body: replaced('"\\ud800"') }, 400],
    ['NUL', { body: replaced('"a\\u0000"') }, 400],
    ['text turned around', { body: replaced('"\\u202eabc"') }, 400],
    [
      'wrong UTF-8',
      { body: Buffer.concat([Buffer.from(replaced('"').slice(0, -1)), Buffer.from([0xff])]) },
      400,
    ],
    ['a form', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['no content type', { body: good, headers: { 'content-type': '' } }, 415],
    ['70 kB', { body: replaced(JSON.stringify('a'.repeat(70_000))) }, 413],
    ['a key of 129 characters', { body: good, headers: { 'idempotency-key': 'k'.repeat(129) } }, 400],
  ])('refuses %s, and writes nothing', async (_what, raw, expected) => {
    const before = await written();

    const { status, type, body } = await send('POST', path, {
      ...raw,
      headers: { 'if-match': '*', ...raw.headers },
    });

    expect([status, type, body]).toEqual([
      expected,
      'application/problem+json',
      expect.objectContaining(REFUSED),
    ]);
    expect(await written()).toBe(before);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('is not done by %s', async (method) => {
    const { status, type } = await send(method, path);

    expect([status, type]).toEqual([405, 'application/problem+json']);
  });

  it('is refused to who has no role for it', async () => {
    const before = await written();

    const { status, body } = await send('POST', path, { body: good, headers: { 'x-local-user': 'viewer' } });

    expect([status, body['code']]).toEqual([403, 'forbidden']);
    expect(await written()).toBe(before);
  });
});

describe.each(SINGLE)('%s', (key) => {
  const [method = '', path = ''] = key.split(' ');
  const raw = {
    ...(method === 'POST' && { body: JSON.stringify(BODIES[key]) }),
    headers: { 'if-match': '*' },
  };

  it.each([
    ['nothing that is there', ''],
    ['a parent', '%2e%2e'],
    ['a hash', 'a%23b'],
    ['a bar', 'a%7Cb'],
    ['a space', 'a%20b'],
    ['NUL', 'a%00b'],
    ['a slash', 'a%2Fb'],
    ['another script', '%E2%80%AEabc'],
    ['an emoji', '%F0%9F%98%80'],
    ['129 characters', 'x'.repeat(129)],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
  ])('of %s answers 404, and writes nothing', async (_what, id) => {
    const before = await written();

    const { status, type, body } = await send(method, path.replace('{id}', id || absentOf(key)), raw);

    expect([status, type, body]).toEqual([404, 'application/problem+json', expect.objectContaining(REFUSED)]);
    expect(await written()).toBe(before);
  });

  it('of wrong UTF-8 is refused', async () => {
    const { status } = await send(method, path.replace('{id}', '%ff%fe'), raw);

    expect([400, 404]).toContain(status);
  });
});

describe.each(LISTS)('%s', (key) => {
  const path = key.split(' ')[1]?.replace('{id}', absentOf(key)) ?? '';

  it.each([
    'limit=0',
    'limit=201',
    'limit=1e2',
    'limit=01',
    'limit=',
    'limit=1&limit=2',
    'cursor=',
    'cursor=abc',
    'cursor=%00',
    `cursor=${'a'.repeat(2_000)}`,
    'status=closed',
    'order=asc',
    '__proto__=1',
  ])('refuses %s', async (query) => {
    const { status, type } = await send('GET', `${path}?${query}`);

    expect([status, type]).toEqual([400, 'application/problem+json']);
  });

  it('refuses the cursor of another list', async () => {
    const cursor = 'OTHERCURSOR_MDFLRw';

    const { status } = await send('GET', `${path}?cursor=${cursor}`);

    expect(status).toBe(400);
  });
});

describe('the resolution of an incident', () => {
  it.each<[string, Record<string, string>, number]>([
    ['without If-Match', {}, 428],
    ['with a weak tag', { 'if-match': 'W/"1"' }, 412],
    ['with a foreign tag', { 'if-match': '"nothing"' }, 412],
    ['with several, none of them its own', { 'if-match': '"7", W/"1", "0"' }, 412],
    ['with a tag without quotes', { 'if-match': '1' }, 400],
    ['with an empty header', { 'if-match': '' }, 400],
    ['with a list that holds *', { 'if-match': '*, "1"' }, 400],
  ])('%s is refused', async (_what, headers, expected) => {
    const { body } = await send('POST', '/v1/incidents', {
      body: JSON.stringify(BODIES['POST /v1/incidents']),
    });

    const { status } = await send('POST', `/v1/incidents/${String(body['id'])}/resolve`, {
      body: '{"resolution":"a"}',
      headers,
    });

    expect(status).toBe(expected);
  });
});

describe('the start of a runbook', () => {
  const path = '/v1/runbooks/rl_reward_runaway_rollback/executions';
  const good = { mode: 'dry_run', input: { run_id: 'r' }, reason: 'a' };

  it.each<[string, object]>([
    ['without an input it needs', { ...good, input: {} }],
    ['without its input', { mode: 'dry_run', reason: 'a' }],
    ['with an input it does not know', { ...good, input: { run_id: 'r', step: 1 } }],
    ['with a number for a name', { ...good, input: { run_id: 7 } }],
    ['with a list for its input', { ...good, input: [] }],
    ['with nothing for its input', { ...good, input: null }],
    ['with an empty name', { ...good, input: { run_id: '' } }],
    ['with a name of 10,000 characters', { ...good, input: { run_id: 'r'.repeat(10_000) } }],
    ['with a path for a name', { ...good, input: { run_id: '../x' } }],
    ['with a bar in a name', { ...good, input: { run_id: 'a|b' } }],
    ['with a hash in a name', { ...good, input: { run_id: 'a#b' } }],
    ['with NUL in a name', { ...good, input: { run_id: 'a\u0000' } }],
    ['with JSONata for a name', { ...good, input: { run_id: '{% $execution %}' } }],
    ['in a mode that is none', { ...good, mode: 'wet_run' }],
    ['without a reason', { mode: 'dry_run', input: { run_id: 'r' } }],
  ])('%s is refused, and writes nothing', async (_what, body) => {
    const before = await written();

    const { status, type } = await send('POST', path, { body: JSON.stringify(body) });

    expect([400, 422]).toContain(status);
    expect(type).toBe('application/problem+json');
    expect(await written()).toBe(before);
  });
});
