import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { aTrainer, bucketClient, put, sha256 } from '../support/checkpoints/trainer-client.ts';

const HOUR_MS = 3_600_000;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const sweep = async (event: object = { scheduled_at: '2027-01-15T08:00:00Z' }) => {
  const { payload } = await artisan.stack.invoker.invoke(
    'artisan-local-checkpoint-sweeper',
    JSON.stringify(event),
  );
  return JSON.parse(payload) as Record<string, number>;
};

describe('a checkpoint', () => {
  it('is announced, uploaded and committed, and then is what latest, best, stable and its step name', async () => {
    const trainer = await aTrainer(artisan);

    const created = await trainer.create(500);
    const early = [await trainer.list(), (await trainer.get('latest')).body['code']];
    const uploaded = await put(created.body['upload'], 'model 500');
    const committed = await trainer.commit(500);

    expect(created.status).toBe(201);
    expect(early).toEqual([[], 'no_checkpoint']);
    expect(uploaded.status).toBe(200);
    expect(committed.body).toMatchObject({
      checkpoint: { step: 500, attempt: 1, state: 'committed', sha256: sha256('model 500'), stable: true },
      is_best: true,
      pruned: [],
    });
    for (const selector of ['latest', 'best', 'stable', '500'])
      expect((await trainer.get(selector)).body).toEqual(committed.body['checkpoint']);
  });

  it('is downloaded as it was uploaded, by the trainer and by an operator', async () => {
    const trainer = await aTrainer(artisan);
    await trainer.save(500);

    const byTrainer = await trainer.download('best');
    const byOperator = await artisan.as('operator', {
      method: 'POST',
      path: `${trainer.path}/latest/download`,
    });
    const byViewer = await artisan.as('viewer', { method: 'POST', path: `${trainer.path}/latest/download` });

    expect(byViewer.status).toBe(403);
    for (const { status, body } of [byTrainer, byOperator]) {
      expect([status, body['sha256']]).toEqual([200, sha256('model 500')]);
      expect(await (await fetch(String(body['url']))).text()).toBe('model 500');
    }
  });

  it('that is committed again answers the same; another content of its step is refused', async () => {
    const trainer = await aTrainer(artisan);
    const first = await trainer.save(500);

    const again = await trainer.commit(500);
    const same = await trainer.save(500);
    const other = await trainer.create(500, { bytes: 'another' });

    expect(again.body).toEqual(first.body);
    expect(same.body).toEqual(first.body);
    expect([other.status, other.body['code']]).toEqual([409, 'checkpoint_conflict']);
  });

  it('announced again before its commit gets fresh URLs, and with another content takes the place of the first', async () => {
    const trainer = await aTrainer(artisan);
    const first = await trainer.create(500);
    const second = await trainer.create(500);
    const replacing = await trainer.create(500, { bytes: 'another' });

    await put(first.body['upload'], 'model 500');
    const early = await trainer.commit(500);
    await put(replacing.body['upload'], 'another');
    const committed = await trainer.commit(500);

    const keyOf = (reply: typeof first) => new URL((reply.body['upload'] as { url: string }).url).pathname;
    expect(keyOf(second)).toBe(keyOf(first));
    expect([early.status, early.body['code']]).toEqual([422, 'upload_incomplete']);
    expect(committed.body['checkpoint']).toMatchObject({ sha256: sha256('another') });
  });

  it('of an Idempotency-Key is announced once, with URLs signed afresh', async () => {
    const trainer = await aTrainer(artisan);
    const body = {
      attempt: 1,
      step: 500,
      size_bytes: 5,
      sha256: sha256('model'),
      metrics: { reward: 1, loss: 1, kl: 0 },
    };
    const send = (change: object = {}) =>
      artisan.asTrainer({
        method: 'POST',
        path: trainer.path,
        body: { ...body, ...change },
        headers: { 'idempotency-key': `key of ${trainer.runId}` },
      });

    const replies = [await send(), await send(), await send({ step: 501 })];

    expect(replies.map(({ status }) => status)).toEqual([201, 201, 422]);
  });
});

describe('figures that are no numbers', () => {
  it('are taken, shown, and never best or stable', async () => {
    const trainer = await aTrainer(artisan);
    const metrics = { reward: 'NaN', loss: null, kl: '-Infinity' };

    const saved = await trainer.save(500, { metrics });
    const missing = await Promise.all(['best', 'stable'].map((selector) => trainer.get(selector)));

    expect(saved.body).toMatchObject({
      checkpoint: { metrics: { reward: null, loss: null, kl: '-Infinity' }, stable: false },
      is_best: false,
    });
    expect(missing.map(({ status, body }) => [status, body['code']])).toEqual([
      [404, 'no_best_checkpoint'],
      [404, 'no_stable_checkpoint'],
    ]);
  });
});

describe('the newest stable one', () => {
  it('goes by the bounds of the question, and before a step', async () => {
    const trainer = await aTrainer(artisan);
    await trainer.save(500, { metrics: { reward: 12, loss: 1, kl: 0.01 } });
    await trainer.save(1_000, { metrics: { reward: 30, loss: 1, kl: 0.04 } });

    const stepOf = async (query: string) => (await trainer.get('stable', query)).body['step'];

    expect(await stepOf('')).toBe(500);
    expect(await stepOf('?kl_threshold=0.05&reward_max=40')).toBe(1_000);
    expect(await stepOf('?kl_threshold=0.05&reward_max=40&before_step=1000')).toBe(500);
    expect((await trainer.get('stable', '?before_step=500')).body['code']).toBe('no_stable_checkpoint');
    expect((await trainer.get('best', '?before_step=500')).status).toBe(400);
    expect((await trainer.get('stable', '?colour=grey')).status).toBe(400);
  });
});

describe('an older attempt', () => {
  it('is refused with the directive that stands, at both steps of a save', async () => {
    const trainer = await aTrainer(artisan);
    await trainer.save(500);
    const { body } = await trainer.create(1_000);
    await put(body['upload'], 'model 1000');
    const directive = { id: 'd-2', action: 'rollback', attempt: 2, issued_at: 0, by: 'ada' } as const;
    const target = { attempt: 1, step: 500, sha256: sha256('model 500') };
    const lineage = [{ attempt: 2, step: 500, at: 0, by: 'ada', reason: 'test' }];
    await trainer.begin({ version: 2, attempt: 2, lineage, directive: { ...directive, target } });

    const replies = [await trainer.create(1_500), await trainer.commit(1_000)];

    for (const reply of replies) {
      expect([reply.status, reply.body['code']]).toEqual([409, 'older_attempt']);
      const given = reply.body['directive'] as { action: string; target: { download_url: string } };
      expect(given.action).toBe('rollback');
      expect(await (await fetch(given.target.download_url)).text()).toBe('model 500');
    }
    expect(await trainer.list()).toEqual(['500 committed']);
  });
});

describe('more than max_checkpoints', () => {
  it('leaves the newest 20, the best and what is pinned, lists the rest as pruned, and deletes their objects', async () => {
    const trainer = await aTrainer(artisan);
    await trainer.save(1, { metrics: { reward: 19, loss: 1, kl: 0.01 } });
    const pinned = await trainer.save(2, { metrics: { reward: 1, loss: 1, kl: 0.01 } });
    const shown = await trainer.get('2');
    const pin = (headers: Record<string, string>, username = 'operator') =>
      artisan.as(username, { method: 'PUT', path: `${trainer.path}/2/pin`, headers });
    const refused = [
      (await pin({})).status,
      (await pin({ 'if-match': '"stale"' })).status,
      (await pin({ 'if-match': '*' }, 'viewer')).status,
    ];
    const accepted = await pin({ 'if-match': String(shown.headers['etag']) });
    const replies = [];
    for (let step = 3; step <= 24; step += 1)
      replies.push(await trainer.save(step, { metrics: { reward: 11, loss: 1, kl: 0.01 } }));

    expect(refused).toEqual([428, 412, 403]);
    expect([pinned.status, accepted.body['pinned']]).toEqual([200, true]);
    expect(replies.flatMap(({ body }) => body['pruned'])).toEqual([3, 4]);
    const kept = [...Array.from({ length: 20 }, (_, index) => 24 - index), 2, 1].map(
      (step) => `${step} committed`,
    );
    expect(await trainer.list()).toEqual([...kept, '4 pruned', '3 pruned']);
    expect(await trainer.list('?state=pruned')).toEqual(['4 pruned', '3 pruned']);
    expect((await trainer.get('best')).body['step']).toBe(1);
    expect(new Set((await trainer.keys()).map((key) => Number(key.split('/')[3])))).toEqual(
      new Set([...Array.from({ length: 20 }, (_, index) => 24 - index), 2, 1]),
    );

    await artisan.as('operator', {
      method: 'DELETE',
      path: `${trainer.path}/2/pin`,
      headers: { 'if-match': '*' },
    });
    const next = await trainer.save(25, { metrics: { reward: 11, loss: 1, kl: 0.01 } });

    expect(next.body['pruned']).toEqual([2, 5]);
  });

  it('leaves one that is being downloaded until its URL has expired', async () => {
    const trainer = await aTrainer(artisan);
    await trainer.save(1);
    await trainer.download('1');
    for (let step = 2; step <= 22; step += 1)
      await trainer.save(step, { metrics: { reward: 13, loss: 1, kl: 0.01 } });
    const held = await trainer.list('?limit=200');
    await artisan.stack.clock.advance(HOUR_MS + 1_000);

    await trainer.save(23);

    // By this commit, or by the sweep of this hour.
    expect(held).toContain('1 committed');
    expect(await trainer.list('?limit=200')).toContain('1 pruned');
  });
});

describe('an object that was deleted behind our back', () => {
  it('is named, and nothing takes its place', async () => {
    const trainer = await aTrainer(artisan);
    await trainer.save(500);
    const { s3, bucket } = bucketClient(artisan);
    const Key = (await trainer.keys()).find((key) => key.endsWith('/model'));
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));

    const reply = await trainer.download('latest');

    expect([reply.status, reply.body['code']]).toEqual([409, 'checkpoint_lost']);
    expect(reply.body['detail']).toContain('step 500, attempt 1');
    expect((await sweep())['lost']).toBe(1);
  });
});

describe('the sweeper', () => {
  it('leaves what is committed and what may still be, and makes lost records again', async () => {
    const trainer = await aTrainer(artisan);
    const saved = await trainer.save(500);
    const { body } = await trainer.create(1_000);
    await put(body['upload'], 'model 1000');
    const before = await trainer.keys();
    await trainer.forgetRecords();

    const swept = await sweep();
    const forgotten = await trainer.list();
    const rebuilt = await sweep({ rebuild: trainer.runId });

    expect(before).toHaveLength(5);
    expect(await trainer.keys()).toEqual(before);
    expect(swept['unrecorded']).toBe(1);
    expect([forgotten, rebuilt]).toEqual([[], { restored: 1, known: 0, passedOver: 1 }]);
    expect((await trainer.get('500')).body).toEqual(saved.body['checkpoint']);
  });
});
