import { aRunbook, MINUTE, NOW } from '../../support/runbooks/builders.ts';
import { aRunbooksApi } from '../../support/runbooks/a-runbooks-api.ts';

const idOf = (body: Record<string, unknown>): string => String(body['execution_id']);
const idsIn = (body: Record<string, unknown>): readonly string[] =>
  (body['items'] as readonly { id: string }[]).map(({ id }) => id);

describe('GET /v1/runbooks', () => {
  it('shows each with what is open of it, page by page', async () => {
    const api = aRunbooksApi();
    api.world.runbooks = ['b', 'a', 'c'].map((id) => aRunbook({ id }));
    const started = await api.start({}, { path: { id: 'b' } });

    const first = await api.call('GET /v1/runbooks', { query: { limit: '2' } });
    const cursor = String(first.body['next_cursor']);
    const second = await api.call('GET /v1/runbooks', { query: { limit: '2', cursor } });
    const one = await api.call('GET /v1/runbooks/{id}', { path: { id: 'b' } });

    expect([idsIn(first.body), idsIn(second.body)]).toEqual([['a', 'b'], ['c']]);
    expect(second.body).not.toHaveProperty('next_cursor');
    expect(one.body).toEqual({
      ...{ id: 'b', title: 'Reward runaway', severity: 'sev3', automation: 'semi_automatic' },
      ...{ expected_recovery_seconds: 900, components: ['RL'], manual_recovery: [], prevention: [] },
      inputs: { run_id: { description: 'The run' } },
      triggers: [{ alarm: 'RewardRunaway', for_each: 'marked_run' }],
      steps: [
        {
          ...{ id: 'check', name: 'Check the rewards', action: 'training.check' },
          ...{ approval: false, on_failure: 'stop', timeout_seconds: 60 },
        },
      ],
      open_execution: idOf(started.body),
    });
    expect(one.headers['etag']).toEqual(expect.any(String));
  });

  it.each(['nothing', '__proto__', '../x', ''])('knows no runbook %j', async (id) => {
    const { status, body } = await aRunbooksApi().call('GET /v1/runbooks/{id}', { path: { id } });

    expect([status, body['code']]).toEqual([404, 'not_found']);
  });
});

describe('POST /v1/runbooks/{id}/executions', () => {
  it('starts one for the person who asks', async () => {
    const api = aRunbooksApi();

    const { status, body, headers } = await api.start({}, { username: 'grace' });
    const shown = await api.show(idOf(body));

    expect([status, body['status'], headers['location']]).toEqual([
      202,
      'running',
      `/v1/executions/${idOf(body)}`,
    ]);
    expect(api.world.running).toEqual([idOf(body)]);
    expect(shown.body).toMatchObject({
      ...{ id: idOf(body), runbook: 'rl_rollback', mode: 'live', status: 'running', resource: 'run#run-1' },
      trigger: { kind: 'person', by: 'grace', at: new Date(NOW).toISOString(), detail: 'by hand' },
      incident_id: `INC-${idOf(body)}`,
      input: { run_id: 'run-1' },
      steps: [],
    });
    expect(api.surroundings.points).toMatchObject([{ name: 'RunbookStarts', value: 1 }]);
  });

  it('says what holds it back', async () => {
    const api = aRunbooksApi();
    api.world.runbooks = [aRunbook(), aRunbook({ id: 'restart' })];
    await api.start();

    const duplicate = await api.start();
    const busy = await api.start({}, { path: { id: 'restart' } });
    const dry = await api.start({ mode: 'dry_run' });

    expect([duplicate.status, duplicate.body['code'], duplicate.body['reason']]).toEqual([
      409,
      'blocked',
      'duplicate_in_progress',
    ]);
    expect(busy.body['reason']).toBe('resource_busy');
    expect(busy.body['detail']).toMatch(/^Execution \w+ holds run#run-1 until 2026/);
    expect(dry.status).toBe(202);
  });

  it('is not held back by a cooldown, and after it is over neither', async () => {
    const api = aRunbooksApi();
    const first = await api.start();
    await api.world.end(idOf(first.body));

    const again = await api.start();

    expect(again.status).toBe(202);
  });

  it('is one execution for one key, also when the first try died before its answer was kept', async () => {
    const api = aRunbooksApi();
    const headers = { 'idempotency-key': 'k' };

    const first = await api.start({}, { headers });
    const again = await api.start({}, { headers });
    api.world.time += 25 * 60 * MINUTE;
    const later = await api.start({}, { headers });
    const other = await api.start({ reason: 'another' }, { headers });

    expect(again.headers['idempotent-replayed']).toBe('true');
    expect([idOf(again.body), idOf(later.body)]).toEqual([idOf(first.body), idOf(first.body)]);
    expect(other.status).toBe(422);
    expect(api.world.runs.size).toBe(1);
  });

  it.each<[string, object, number]>([
    ['no mode', { mode: undefined }, 400],
    ['a mode that is none', { mode: 'test' }, 400],
    ['no reason', { reason: '' }, 400],
    ['an unknown field', { force: true }, 400],
    ['an array for an input', { input: [] }, 400],
    ['an object as a value', { input: { run_id: {} } }, 400],
    ['a name that objects have', { input: { constructor: 'x' } }, 400],
    ['a missing input', { input: {} }, 422],
    ['an input that it does not take', { input: { run_id: 'run-1', other: 1 } }, 422],
    ['a run that no run may be called', { input: { run_id: '../../x' } }, 422],
    ['a number for a run', { input: { run_id: 1 } }, 422],
  ])('refuses %s', async (_what, body, expected) => {
    const api = aRunbooksApi();

    const { status } = await api.start(body);

    expect([status, api.world.runs.size, api.world.stores.records.size]).toEqual([expected, 0, 0]);
  });

  it.each(['[viewer]', '[approver]'])('is not for %s', async (groups) => {
    const { status } = await aRunbooksApi().start({}, { groups });

    expect(status).toBe(403);
  });
});

describe('GET /v1/executions', () => {
  it('lists newest first, by runbook and status', async () => {
    const api = aRunbooksApi();
    api.world.runbooks = [aRunbook(), aRunbook({ id: 'other' })];
    const ids: string[] = [];
    for (const runbook of ['rl_rollback', 'other', 'rl_rollback']) {
      api.world.time += MINUTE;
      const input = { run_id: `r${ids.length}` };
      ids.push(idOf((await api.start({ input }, { path: { id: runbook } })).body));
    }
    const [one = '', two = '', three = ''] = ids;
    await api.world.end(one, { status: 'failed', error: 'E', cause: 'why' });
    api.pending.push({ approval_id: 'A', execution_id: three });

    const all = await api.list();
    const pages = await api.list({ limit: '2' });
    const rest = await api.list({ limit: '2', cursor: String(pages.body['next_cursor']) });

    expect(idsIn(all.body)).toEqual([three, two, one]);
    expect([idsIn(pages.body), idsIn(rest.body)]).toEqual([[three, two], [one]]);
    expect(idsIn((await api.list({ runbook: 'rl_rollback' })).body)).toEqual([three, one]);
    expect(idsIn((await api.list({ status: 'running' })).body)).toEqual([two]);
    expect((await api.list({ status: 'waiting_approval' })).body['items']).toMatchObject([
      { id: three, status: 'waiting_approval', approval_id: 'A' },
    ]);
    expect((await api.list({ status: 'failed' })).body['items']).toMatchObject([
      { id: one, error: 'E', cause: 'why', ended_at: expect.any(String) },
    ]);
    expect((await api.list({ status: 'starting' })).status).toBe(400);
  });
});

describe('GET /v1/executions/{id}', () => {
  it.each(['nobody', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '__proto__', 'request#x'])(
    'knows no execution %j',
    async (id) => {
      const { status, body } = await aRunbooksApi().show(id);

      expect([status, body['code']]).toEqual([404, 'not_found']);
    },
  );

  it('shows what its steps did', async () => {
    const api = aRunbooksApi();
    const { body } = await api.start();
    const at = { startedAt: NOW, endedAt: NOW + 5 };
    api.steps.push({ name: 'Check', status: 'failed', ...at, error: 'E', cause: 'c' });

    const shown = await api.show(idOf(body));

    expect(shown.body['steps']).toEqual([
      {
        ...{ name: 'Check', status: 'failed', error: 'E', cause: 'c' },
        started_at: new Date(NOW).toISOString(),
        ended_at: new Date(NOW + 5).toISOString(),
      },
    ]);
  });
});

describe('POST /v1/executions/{id}/stop', () => {
  it('stops it, says who did, and is the same when it is asked again', async () => {
    const api = aRunbooksApi();
    const id = idOf((await api.start()).body);

    const stopping = await api.stop(id);
    await api.world.watch();
    const again = await api.stop(id);
    const other = await api.stop(id, { username: 'grace' });

    expect([stopping.status, stopping.body['stopped_by']]).toMatchObject([
      202,
      { by: 'ada', reason: 'wrong run' },
    ]);
    expect([again.status, again.body['status']]).toEqual([202, 'aborted']);
    expect([other.status, other.body['code']]).toEqual([409, 'execution_ended']);
    expect([api.world.running, api.world.heldLocks]).toEqual([[], []]);
  });

  it('finds nothing to stop', async () => {
    const { status } = await aRunbooksApi().stop('01ARZ3NDEKTSV4RRFFQ69G5FAV');

    expect(status).toBe(404);
  });
});
