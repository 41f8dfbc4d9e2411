import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { aTrainer, put, sha256 } from '../support/checkpoints/trainer-client.ts';

const HOUR_MS = 3_600_000;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

describe('an upload', () => {
  it('of other bytes, fewer, more, or without its headers is refused by the bucket', async () => {
    const trainer = await aTrainer(artisan);
    const { body } = await trainer.create(500);
    const upload = body['upload'] as { url: string; headers: Record<string, string> };

    const statuses = [
      (await put(upload, 'MODEL 500')).status,
      (await put(upload, 'model')).status,
      (await put(upload, 'model 500 and more')).status,
      (await put({ ...upload, headers: {} }, 'model 500')).status,
      (await put({ ...upload, url: upload.url.replace('/model?', '/windows?') }, 'model 500')).status,
    ];

    expect(statuses).toEqual([400, 403, 403, 403, 403]);
    expect((await trainer.commit(500)).body['code']).toBe('upload_incomplete');
  });

  it('with a URL that has expired is refused by the bucket', async () => {
    const trainer = await aTrainer(artisan);
    const { body } = await trainer.create(500);
    await artisan.stack.clock.advance(HOUR_MS + 1_000);

    expect((await put(body['upload'], 'model 500')).status).toBe(403);
  });

  it.each([
    ['nothing', { size_bytes: 0 }, 400],
    ['parts of a small one', { part_size: 5 * 1024 ** 2, part_sha256: [sha256('a')] }, 422],
    ['a large one without parts', { size_bytes: 65 * 1024 ** 2 }, 422],
    [
      'too few parts',
      { size_bytes: 65 * 1024 ** 2, part_size: 5 * 1024 ** 2, part_sha256: [sha256('a')] },
      422,
    ],
    ['a hash that is none', { sha256: 'abc' }, 400],
    ['an attempt that has not begun', { attempt: 2 }, 422],
    ['a step below zero', { step: -1 }, 400],
    ['more than S3 holds', { size_bytes: 6 * 1024 ** 4 }, 400],
    ['what nobody asked for', { colour: 'grey' }, 400],
  ])('of %s is refused at the door', async (_, change, status) => {
    const trainer = await aTrainer(artisan);
    const body = {
      attempt: 1,
      step: 1,
      size_bytes: 5,
      sha256: sha256('model'),
      metrics: { reward: 1, loss: 1, kl: 0 },
    };

    const reply = await artisan.asTrainer({
      method: 'POST',
      path: trainer.path,
      body: { ...body, ...change },
    });

    expect([reply.status, reply.headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(await trainer.keys()).toEqual([]);
  });
});

describe('pages of the list', () => {
  it('go on where the one before ended, through the living and the pruned', async () => {
    const trainer = await aTrainer(artisan);
    for (let step = 1; step <= 22; step += 1) await trainer.save(step);
    const all = await trainer.list();
    const seen: string[] = [];
    let query = '?limit=7';
    for (;;) {
      const { body } = await artisan.as('viewer', { method: 'GET', path: `${trainer.path}${query}` });
      seen.push(
        ...(body['items'] as { step: number; state: string }[]).map(({ step, state }) => `${step} ${state}`),
      );
      if (body['next_cursor'] === undefined) break;
      query = `?limit=7&cursor=${body['next_cursor'] as string}`;
    }

    expect(all).toHaveLength(22);
    expect(seen).toEqual(all);
  });
});
