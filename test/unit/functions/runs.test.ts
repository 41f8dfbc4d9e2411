import { aTrainingApi, steady } from '../../support/training/a-training-api.ts';

const SPIKE = { loss: 5 };

async function aRunThatLearnt() {
  const api = aTrainingApi();
  await api.begin();
  await api.post(steady(0, 1_000));
  return api;
}

describe('a loss spike', () => {
  it('sends the run back at once, with a new attempt and windows as they were saved', async () => {
    const api = await aRunThatLearnt();
    api.commit(500);

    const { body } = await api.post(steady(1_000, 500, SPIKE));

    expect(body).toMatchObject({
      attempt: 2,
      last_step: 500,
      findings: [{ kind: 'loss_spike' }],
      directive: { action: 'rollback', attempt: 2, target: { step: 500 } },
    });
    expect(await api.run()).toMatchObject({
      rollbacks: { used: 1, max: 3 },
      normalizer: { count: 0 },
      lineage: [{ attempt: 2, step: 500, by: 'artisan', reason: expect.stringContaining('loss_spike') }],
    });
    expect(api.surroundings.points.map(({ name }) => name)).toContain('CheckpointRollbacks');
  });

  it('pages when there is nothing to go back to, and lets the run go on', async () => {
    const api = await aRunThatLearnt();

    const { body } = await api.post(steady(1_000, 500, SPIKE));

    expect(body).toMatchObject({ attempt: 1, directive: { action: 'continue' } });
    expect(body['findings']).toMatchObject([{ detail: expect.stringContaining('no checkpoint to go to') }]);
    expect(api.surroundings.points.map(({ name }) => name)).toContain('RollbacksRefused');
  });

  it('pages when the checkpoint is pruned between the choice and the write, and then there is none', async () => {
    const api = await aRunThatLearnt();
    api.commit(500);
    api.store.committed.clear();

    const { status } = await api.post(steady(1_000, 500, SPIKE));

    expect(status).toBe(503);
    expect(await api.run()).toMatchObject({ attempt: 1, last_step: 999, rollbacks: { used: 0 } });
  });

  it('goes back three times and no more, however many batches find one at once', async () => {
    const api = await aRunThatLearnt();
    api.commit(500);

    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await api.post(steady(501, 1_000, { attempt }));
      const batch = steady(1_501, 500, { attempt, ...SPIKE });
      await Promise.all([api.post(batch), api.post(batch), api.post(batch)]);
    }

    expect(await api.run()).toMatchObject({ attempt: 4, rollbacks: { used: 3, max: 3 } });
    const refused = api.surroundings.points.filter(({ name }) => name === 'RollbacksRefused');
    // Each of the three that raced may page: before its write, so that no kill after it loses the page.
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused.length).toBeLessThanOrEqual(3);
  });
});

describe('a runaway', () => {
  it('pauses and marks the run; resuming takes the mark away and looks at new episodes only', async () => {
    const api = aTrainingApi();
    await api.begin();
    const high = (first: number, length: number) => ({
      ...steady(first, length),
      columns: { ...steady(first, length).columns, episode_reward: Array(length).fill(150) as number[] },
    });

    const { body } = await api.post(high(0, 100));
    const marked = api.store.runaways.has('r');
    const run = await api.run();
    await api.call('POST /v1/runs/{run}/directives', {
      body: { action: 'resume', reason: 'as it should be' },
    });
    const few = await api.post(high(100, 50));
    const many = await api.post(high(150, 60));

    expect(body).toMatchObject({
      directive: { action: 'pause' },
      findings: expect.arrayContaining([expect.objectContaining({ kind: 'runaway' })]),
    });
    expect([marked, run['status']]).toEqual([true, 'pausing']);
    expect(run['runaway']).toMatchObject({ step: 99 });
    expect([few.body['status'], many.body['status']]).toEqual(['running', 'pausing']);
    expect(api.surroundings.points.filter(({ name }) => name === 'RewardRunaway')).toHaveLength(2);
  });
});

describe('POST /v1/runs/{run}/directives', () => {
  it('is 202 with the directive, and refused where it makes no sense', async () => {
    const api = aTrainingApi();
    await api.begin();
    const order = (action: string) =>
      api.call('POST /v1/runs/{run}/directives', { body: { action, reason: 'a word' } });

    const resumed = await order('resume');
    const paused = await order('pause');
    const again = await order('pause');

    expect([resumed.status, resumed.body['code']]).toEqual([409, 'directive_refused']);
    expect(paused.status).toBe(202);
    expect(paused.body).toMatchObject({ action: 'pause', by: 'ada', reason: 'a word' });
    expect(again.body['id']).toBe(paused.body['id']);
  });

  it('is for operators', async () => {
    const api = aTrainingApi();
    await api.begin();

    const { status } = await api.call('POST /v1/runs/{run}/directives', {
      body: { action: 'stop', reason: 'x' },
      groups: '[viewer approver]',
    });

    expect(status).toBe(403);
  });
});

describe('POST /v1/runs/{run}/rollback', () => {
  it('happens once for one key, and not at all without a checkpoint', async () => {
    const api = await aRunThatLearnt();
    const ask = (key: string) =>
      api.call('POST /v1/runs/{run}/rollback', {
        body: { to: 'stable', reason: 'by hand' },
        headers: { 'idempotency-key': key },
      });

    const none = await ask('a');
    api.commit(500);
    const first = await ask('b');
    const again = await ask('b');

    expect([none.status, none.body['code']]).toEqual([409, 'no_rollback_target']);
    expect([first.status, again.body]).toEqual([202, first.body]);
    expect(await api.run()).toMatchObject({ attempt: 2, rollbacks: { used: 0 } });
  });
});

describe('the overrides', () => {
  it('change under If-Match only, and say who set what', async () => {
    const api = aTrainingApi();
    await api.begin();
    const put = (etag?: unknown) =>
      api.call('PUT /v1/runs/{run}/overrides', {
        body: { learning_rate: 1e-5, reason: 'careful' },
        headers: { ...(typeof etag === 'string' && { 'if-match': etag }) },
      });
    const { headers } = await api.call('GET /v1/runs/{run}/overrides');

    const without = await put();
    const first = await put(headers['etag']);
    const stale = await put(headers['etag']);
    const schedule = await api.call('GET /v1/runs/{run}/schedule');

    expect([without.status, first.status, stale.status]).toEqual([428, 200, 412]);
    expect(first.body).toMatchObject({ learning_rate: { value: 1e-5, owner: 'ada', reason: 'careful' } });
    expect(schedule.body).toMatchObject({
      learning_rate: 1e-5,
      overridden: { learning_rate: { by: 'ada' } },
    });
  });
});

describe('GET /v1/runs', () => {
  it('gives runs in pages, each as it stands now', async () => {
    const api = aTrainingApi();
    for (const id of ['a', 'b', 'c']) await api.begin(id);

    const first = await api.call('GET /v1/runs', { query: { limit: '2' } });
    const rest = await api.call('GET /v1/runs', {
      query: { limit: '2', cursor: String(first.body['next_cursor']) },
    });

    const ids = [first, rest].map(({ body }) =>
      (body['items'] as { run_id: string }[]).map(({ run_id }) => run_id),
    );
    expect(ids).toEqual([['c', 'b'], ['a']]);
    expect(rest.body).not.toHaveProperty('next_cursor');
  });
});

describe('GET /v1/runs/{run}', () => {
  it('is the run with an ETag that changes when it does, and 404 without one', async () => {
    const api = aTrainingApi();
    await api.begin();

    const before = await api.call('GET /v1/runs/{run}');
    await api.post(steady(0, 10));
    const after = await api.call('GET /v1/runs/{run}');
    const none = await api.call('GET /v1/runs/{run}', { path: { run: 'none' } });

    expect(before.headers['etag']).not.toEqual(after.headers['etag']);
    expect([before.status, none.status]).toEqual([200, 404]);
  });
});
