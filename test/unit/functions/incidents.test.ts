import { commandsFor, type Trouble } from '../../../lib/contracts/offered-command.ts';
import { anIncidentsApi } from '../../support/incidents/an-incidents-api.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';

type Lines = readonly { readonly text: string; readonly kind: string; readonly id: string }[];

const linesOf = (body: Record<string, unknown>): Lines => body['timeline'] as Lines;

describe('POST /v1/incidents', () => {
  it('opens one, says where it is, and tells people', async () => {
    const api = anIncidentsApi();

    const { status, headers, body } = await api.open();

    expect([status, headers['etag'], headers['location']]).toEqual([
      201,
      '"1"',
      `/v1/incidents/${String(body['id'])}`,
    ]);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^INC-[0-9A-Z]{26}$/),
      ...{ title: 'Qwen LLM Failure', severity: 'sev2', components: ['LLM', 'Qwen'], status: 'open' },
      ...{ created_by: 'ada', executions: [], approvals: [], commands: [] },
      timeline: [{ kind: 'opened', text: 'Opened: Qwen LLM Failure', actor: 'ada' }],
    });
    expect(api.store.notifications).toMatchObject([{ kind: 'opened', incident_id: body['id'] }]);
  });

  it('opens one for one key, also when the first try died before its answer was kept', async () => {
    const api = anIncidentsApi();
    const headers = { 'idempotency-key': 'k' };

    const first = await api.open({}, headers);
    const again = await api.open({}, headers);
    api.clock.time += 25 * 3_600_000;
    const muchLater = await api.open({}, headers);

    expect(again.body).toEqual(first.body);
    expect(muchLater.body['id']).toBe(first.body['id']);
    expect(api.store.incidents.size).toBe(1);
  });

  it.each([
    ['a title of 201 characters', { title: 'a'.repeat(201) }],
    ['an empty title', { title: ' ' }],
    ['a title in lines', { title: 'a\nb' }],
    ['a description of 4,001 characters', { description: 'a'.repeat(4_001) }],
    ['NUL in the description', { description: 'a\u0000' }],
    ['text turned around', { description: '\u202eabc' }],
    ['a lone surrogate', { description: '\ud800' }],
    ['a severity that is none', { severity: 'critical' }],
    ['a number for a severity', { severity: 1 }],
    ['no components', { components: [] }],
    ['twice the same component', { components: ['a', 'a'] }],
    ['21 components', { components: Array.from({ length: 21 }, (_, index) => `c${index}`) }],
    ['an unknown field', { status: 'resolved' }],
  ])('refuses %s', async (_what, body) => {
    const api = anIncidentsApi();

    const { status } = await api.open(body);

    expect(status).toBe(400);
    expect(api.store.incidents.size).toBe(0);
  });

  it('takes a description in lines', async () => {
    const { status, body } = await anIncidentsApi().open({ description: 'one\n\ttwo' });

    expect([status, body['description']]).toEqual([201, 'one\n\ttwo']);
  });
});

describe('GET /v1/incidents', () => {
  it('lists them newest first, in pages, by status', async () => {
    const api = anIncidentsApi();
    const ids: string[] = [];
    for (const title of ['a', 'b', 'c']) ids.push(String((await api.open({ title })).body['id']));
    await api.call('POST /v1/incidents/{id}/resolve', {
      path: { id: String(ids[1]) },
      body: { resolution: 'done' },
      headers: { 'if-match': '"1"' },
    });
    const titles = async (query: Record<string, string>) => {
      const { body } = await api.call('GET /v1/incidents', { query, groups: '[viewer]' });
      return {
        titles: (body['items'] as { title: string }[]).map(({ title }) => title),
        cursor: body['next_cursor'],
      };
    };

    const first = await titles({ limit: '2' });
    const rest = await titles({ limit: '2', cursor: String(first.cursor) });
    const open = await titles({ status: 'open' });
    const resolved = await titles({ status: 'resolved' });
    const none = await api.call('GET /v1/incidents', { query: { status: 'closed' } });

    expect([first.titles, rest.titles, rest.cursor]).toEqual([['c', 'b'], ['a'], undefined]);
    expect([open.titles, resolved.titles, none.status]).toEqual([['c', 'a'], ['b'], 400]);
  });
});

describe('GET /v1/incidents/{id}', () => {
  it('links executions and approvals, and offers what can be done while it is open', async () => {
    const api = anIncidentsApi();
    const { incident_id: id } = anIncident({ runbook: 'rl_rollback', resource: 'run#run 1' });
    await api.store.open(anIncident({ runbook: 'rl_rollback', resource: 'run#run 1' }), []);
    const paused: Trouble = { kind: 'run_left_paused', run_id: 'run 1' };
    const offers = [...commandsFor(paused, id)];
    api.troubles.push(paused);
    await api.store.append(id, aLine({ at: OPENED_AT + 10, execution_id: 'E1', approval_id: 'A1' }));
    for (const at of [20, 30])
      await api.store.append(
        id,
        aLine({ at: OPENED_AT + at, kind: 'failed', text: `left ${at}`, execution_id: 'E1', offers }),
      );

    const open = await api.call('GET /v1/incidents/{id}', { path: { id } });
    api.troubles.length = 0;
    const resumed = await api.call('GET /v1/incidents/{id}', { path: { id } });
    await api.call('POST /v1/incidents/{id}/resolve', {
      path: { id },
      body: { resolution: 'stopped it' },
      headers: { 'if-match': String(open.headers['etag']) },
    });
    const resolved = await api.call('GET /v1/incidents/{id}', { path: { id } });

    expect(open.body).toMatchObject({ executions: ['E1'], approvals: ['A1'] });
    expect(open.body['commands']).toEqual(
      ['Resume', 'Stop'].map((word) => ({
        title: `${word} the run run 1`,
        method: 'POST',
        path: '/v1/runs/run%201/directives',
        body: { action: word.toLowerCase(), reason: `Decided in ${id}` },
      })),
    );
    expect(resumed.body).toMatchObject({ commands: [], status: 'open' });
    expect(resolved.body).toMatchObject({
      commands: [],
      status: 'resolved',
      resolution: 'stopped it',
      resolved_by: 'ada',
    });
  });

  it('shows the newest 200 lines, and where to read on', async () => {
    const api = anIncidentsApi();
    const id = String((await api.open()).body['id']);
    for (let at = 1; at <= 450; at += 1)
      await api.store.append(id, aLine({ at: OPENED_AT + 10 + at, text: `line ${at}` }));

    const { body } = await api.call('GET /v1/incidents/{id}', { path: { id } });
    const older: Lines[number][] = [];
    let cursor = body['timeline_cursor'];
    while (typeof cursor === 'string') {
      const next = await api.call('GET /v1/incidents/{id}/timeline', {
        path: { id },
        query: { cursor, limit: '200' },
      });
      older.push(...(next.body['items'] as Lines));
      cursor = next.body['next_cursor'];
    }

    expect(linesOf(body).map(({ text }) => text)).toEqual(
      Array.from({ length: 200 }, (_, i) => `line ${i + 251}`),
    );
    expect(older.at(-1)).toMatchObject({ kind: 'opened' });
    expect(new Set([...linesOf(body), ...older].map((line) => line.id)).size).toBe(451);
  });

  it.each([
    'INC-',
    'INC-01J',
    'inc-01KG0000000000000000000000',
    '../x',
    'INC-01KG000000000000000000000I',
    'effect#k',
  ])('of %j answers 404', async (id) => {
    const api = anIncidentsApi();

    for (const key of ['GET /v1/incidents/{id}', 'GET /v1/incidents/{id}/timeline'])
      expect((await api.call(key, { path: { id } })).status).toBe(404);
  });
});

describe('POST /v1/incidents/{id}/timeline', () => {
  it('adds a note once for one key, also to a resolved incident', async () => {
    const api = anIncidentsApi();
    const id = String((await api.open()).body['id']);
    const note = (headers: Record<string, string> = {}) =>
      api.call('POST /v1/incidents/{id}/timeline', {
        path: { id },
        body: { note: 'looked at the log' },
        headers,
      });

    const first = await note({ 'idempotency-key': 'k' });
    const again = await note({ 'idempotency-key': 'k' });
    await api.call('POST /v1/incidents/{id}/resolve', {
      path: { id },
      body: { resolution: 'done' },
      headers: { 'if-match': '*' },
    });
    const late = await note();
    const { body } = await api.call('GET /v1/incidents/{id}', { path: { id } });

    expect([first.status, late.status, again.body]).toEqual([201, 201, first.body]);
    expect(first.body).toMatchObject({ kind: 'note', text: 'looked at the log', actor: 'ada' });
    expect(linesOf(body).map(({ kind }) => kind)).toEqual(['opened', 'note', 'resolved', 'note']);
  });

  it('is 404 without an incident', async () => {
    const { status } = await anIncidentsApi().call('POST /v1/incidents/{id}/timeline', {
      path: { id: `INC-${'0'.repeat(26)}` },
      body: { note: 'x' },
    });

    expect(status).toBe(404);
  });
});

describe('POST /v1/incidents/{id}/resolve', () => {
  const opened = async () => {
    const api = anIncidentsApi();
    const id = String((await api.open()).body['id']);
    const resolve = (headers: Record<string, string>, resolution = 'done', username = 'ada') =>
      api.call('POST /v1/incidents/{id}/resolve', { path: { id }, body: { resolution }, headers, username });
    return { api, id, resolve };
  };

  it('needs If-Match, and one that is not stale', async () => {
    const { api, id, resolve } = await opened();

    const codes = [
      await resolve({}),
      await resolve({ 'if-match': '"0"' }),
      await resolve({ 'if-match': 'W/"1"' }),
    ];

    expect(codes.map(({ status }) => status)).toEqual([428, 412, 412]);
    expect(api.store.incidents.get(id)?.status).toBe('open');
  });

  it('is not kept from it by lines that were added since', async () => {
    const { api, id, resolve } = await opened();
    await api.store.append(id, aLine());

    const { status, headers, body } = await resolve({ 'if-match': '"1"' });

    expect([status, headers['etag'], body['status']]).toEqual([200, '"2"', 'resolved']);
    expect(api.store.notifications.map(({ kind }) => kind)).toEqual(['opened', 'resolved']);
  });

  it('again in the same words is the same, in others 409 that names who and when', async () => {
    const { resolve } = await opened();

    const first = await resolve({ 'if-match': '*' });
    const again = await resolve({ 'if-match': '"1"' });
    const other = await resolve({ 'if-match': '*' }, 'not really');
    const another = await resolve({ 'if-match': '*' }, 'done', 'grace');

    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    for (const { status, body } of [other, another]) {
      expect([status, body['code']]).toEqual([409, 'incident_resolved']);
      expect(body['detail']).toContain(`by ada at ${String(first.body['resolved_at'])}`);
    }
  });
});

describe('who may', () => {
  it.each(['POST /v1/incidents', 'POST /v1/incidents/{id}/timeline', 'POST /v1/incidents/{id}/resolve'])(
    '%s: operators only',
    async (key) => {
      const { status } = await anIncidentsApi().call(key, {
        groups: '[viewer approver]',
        body: {},
        path: { id: 'x' },
      });

      expect(status).toBe(403);
    },
  );

  it.each(['GET /v1/incidents', 'GET /v1/incidents/{id}', 'GET /v1/incidents/{id}/timeline'])(
    '%s: whoever has a role',
    async (key) => {
      const { status } = await anIncidentsApi().call(key, { groups: '[]', path: { id: 'x' } });

      expect(status).toBe(403);
    },
  );
});
