import { aTrainingApi, steady } from '../../support/training/a-training-api.ts';

it('answers metrics of a step that cannot be of the run with 422, and goes on', async () => {
  const api = aTrainingApi();
  await api.call('POST /v1/runs', { body: { run_id: 'r', total_steps: 1_000 } });

  const refused = await api.post(steady(1_700_000_000, 2));
  const next = await api.post(steady(0, 2));

  expect([refused.status, refused.body['code']]).toEqual([422, 'step_beyond_run']);
  expect(refused.body['detail']).toMatch(/1700000001; allowed is 11000 at most/);
  expect([next.status, next.body['accepted']]).toEqual([200, 2]);
});

describe('POST /v1/runs', () => {
  it('begins a run, and attaches to it the second time', async () => {
    const api = aTrainingApi();

    const first = await api.begin();
    await api.post(steady(0, 10));
    const again = await api.begin();

    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      run_id: 'r',
      attempt: 1,
      status: 'running',
      schedule: { step: 0, entropy_coef: 0.02 },
      directive: { action: 'continue', lr_multiplier: 1 },
    });
    expect([again.status, again.body['last_step']]).toEqual([200, 9]);
  });

  it('makes one run of twenty who begin it at once', async () => {
    const api = aTrainingApi();

    const answers = await Promise.all(Array.from({ length: 20 }, () => api.begin()));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
  });

  it('begins one run under one key, also when the first try was killed before its record', async () => {
    const api = aTrainingApi();
    const key = { body: {}, headers: { 'idempotency-key': 'k' } };
    const first = await api.call('POST /v1/runs', key);

    const repeated = await api.call('POST /v1/runs', key);

    expect(repeated.body).toEqual(first.body);
    expect(api.store.runs.size).toBe(1);
  });
});

describe('POST /v1/runs/{run}/metrics', () => {
  it('counts a step once, whatever comes twice, overlaps or comes late', async () => {
    const api = aTrainingApi();
    await api.begin();
    await api.post(steady(0, 10));

    const twice = await api.post(steady(0, 10));
    const overlapping = await api.post(steady(5, 10));
    const late = await api.post(steady(2, 3));

    const counts = [twice, overlapping, late].map(({ body }) => [body['accepted'], body['duplicates']]);
    expect(counts).toEqual([
      [0, 10],
      [5, 5],
      [0, 3],
    ]);
    expect((await api.run())['normalizer']).toMatchObject({ count: 15 });
  });

  it('loses nothing of twenty batches at once', async () => {
    const api = aTrainingApi();
    await api.begin();

    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => api.post(steady(i * 10, 10))));

    // Batches that came after a later one change no window: what matters is that none that counted is lost.
    const accepted = answers.reduce((sum, { body }) => sum + Number(body['accepted']), 0);
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect((await api.run())['normalizer']).toMatchObject({ count: accepted });
    expect(api.series.objects.size).toBe(6);
  });

  it.each([
    ['null', null],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
  ])('finds a divergence in %s, and takes it into no window', async (_what, value) => {
    const api = aTrainingApi();
    await api.begin();

    const { status, body } = await api.post({
      attempt: 1,
      first_step: 0,
      columns: { reward: [1, value], loss: [1, 1] },
    });

    expect(status).toBe(200);
    expect(body['findings']).toMatchObject([{ kind: 'divergence', step: 1 }]);
    expect(body['normalizer']).toMatchObject({ count: 1 });
  });

  it('refuses an older attempt with the directive that stands, and one to come', async () => {
    const api = aTrainingApi();
    await api.begin();
    await api.post(steady(0, 600));
    api.commit(500);
    await api.call('POST /v1/runs/{run}/rollback', { body: { to: 'previous', reason: 'by hand' } });

    const old = await api.post(steady(600, 10));
    const future = await api.post(steady(600, 10, { attempt: 3 }));

    expect([old.status, future.status]).toEqual([409, 422]);
    expect(old.body).toMatchObject({
      code: 'older_attempt',
      directive: {
        action: 'rollback',
        attempt: 2,
        target: { step: 500, sha256: 'ab', download_url: 'https://models/500' },
      },
    });
  });

  it('takes metrics of a paused run, and refuses those of one that has ended', async () => {
    const api = aTrainingApi();
    await api.begin();
    await api.call('POST /v1/runs/{run}/directives', { body: { action: 'pause', reason: 'lunch' } });

    const paused = await api.post(steady(0, 10));
    await api.call('POST /v1/runs/{run}/finish');
    const ended = await api.post(steady(10, 10));

    expect([paused.status, paused.body['accepted']]).toEqual([200, 10]);
    expect(paused.body['directive']).toMatchObject({ action: 'pause' });
    expect([ended.status, ended.body['code']]).toEqual([409, 'run_ended']);
  });

  it('gives normalised rewards when asked for them', async () => {
    const api = aTrainingApi();
    await api.begin();

    const { body } = await api.post({ ...steady(0, 2), return_normalized: true });

    const [first] = body['normalized'] as number[];
    expect(first).toBeCloseTo(1.01, 6);
  });
});

describe('GET /v1/runs/{run}/schedule', () => {
  it('is that of the next step, or of the one asked for', async () => {
    const api = aTrainingApi();
    await api.begin();
    await api.post(steady(0, 10));

    const next = await api.call('GET /v1/runs/{run}/schedule');
    const far = await api.call('GET /v1/runs/{run}/schedule', { query: { step: '20000' } });
    const none = await api.call('GET /v1/runs/{run}/schedule', { query: { step: '-1' } });

    expect(next.body['step']).toBe(10);
    expect(far.body).toMatchObject({ entropy_coef: 0.005, learning_rate: 0.0001 });
    expect(none.status).toBe(400);
  });
});

describe('POST /v1/runs/{run}/acks', () => {
  it('counts a rollback only at the step of its target', async () => {
    const api = aTrainingApi();
    await api.begin();
    await api.post(steady(0, 600));
    api.commit(500);
    const { body } = await api.call('POST /v1/runs/{run}/rollback', { body: { to: 500, reason: 'by hand' } });
    const ack = (global_step: number) =>
      api.call('POST /v1/runs/{run}/acks', {
        body: { directive_id: body['id'], global_step, status: 'done' },
      });

    const wrong = await ack(499);
    const right = await ack(500);

    expect(wrong.body).toMatchObject({ action: 'rollback', acknowledged: { status: 'failed' } });
    expect(right.body).toMatchObject({ action: 'continue', attempt: 2 });
  });
});

describe('GET /v1/runs/{run}/directive', () => {
  it('answers 404 for a run that nobody has begun, and for a name that no run can have', async () => {
    const api = aTrainingApi();

    const unknown = await api.call('GET /v1/runs/{run}/directive');
    const impossible = await api.call('GET /v1/runs/{run}/directive', { path: { run: '../x' } });

    expect([unknown.status, impossible.status]).toEqual([404, 404]);
  });
});
