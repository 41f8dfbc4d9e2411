import { createHash } from 'node:crypto';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';
import { aTrainer, GOOD, put, sha256, type TrainerClient } from '../support/checkpoints/trainer-client.ts';

const PART_BYTES = 5 * 1024 ** 2;
const PARTS = 60;
const SIZE = PART_BYTES * PARTS - 1;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

/** Made when it is needed: 300 MB need not be held. The last part is a byte shorter. */
function partAt(index: number): Buffer {
  const length = index === PARTS - 1 ? PART_BYTES - 1 : PART_BYTES;
  return Buffer.alloc(length, `part ${index} `);
}

const PART_SHA256 = Array.from({ length: PARTS }, (_, index) => sha256(partAt(index)));

function wholeSha256(): string {
  const hash = createHash('sha256');
  for (let index = 0; index < PARTS; index += 1) hash.update(partAt(index));
  return hash.digest('hex');
}

const SHA256 = wholeSha256();

const create = (trainer: TrainerClient, change: object = {}) =>
  artisan.asTrainer({
    method: 'POST',
    path: trainer.path,
    body: {
      attempt: 1,
      step: 500,
      size_bytes: SIZE,
      sha256: SHA256,
      metrics: GOOD,
      part_size: PART_BYTES,
      part_sha256: PART_SHA256,
      ...change,
    },
  });

const partsOf = (body: Record<string, unknown>) =>
  (body['upload'] as { parts: { part_number: number; url: string; headers: Record<string, string> }[] })
    .parts;

async function uploadParts(body: Record<string, unknown>, indices: readonly number[]): Promise<string[]> {
  const etags: string[] = [];
  for (const index of indices) {
    const answer = await put(partsOf(body)[index], partAt(index));
    expect(answer.status).toBe(200);
    etags.push(answer.headers.get('etag') ?? '');
  }
  return etags;
}

const indices = Array.from({ length: PARTS }, (_, index) => index);

/** Just above what goes in one piece. */
const FEWER = 13;
const SMALLER = {
  size_bytes: PART_BYTES * FEWER,
  part_sha256: PART_SHA256.slice(0, FEWER),
  sha256: sha256('65 MiB'),
};

const MEGABYTE = 1_000_000;

/** What a call answers, and how much more memory this process, with the functions' threads in it, came to use for it. */
async function watched(work: () => Promise<Reply>): Promise<{ reply: Reply; growth: number }> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  try {
    const reply = await work();
    return { reply, growth: peak - before };
  } finally {
    clearInterval(timer);
  }
}

describe('a large checkpoint', () => {
  it('of 300 MB is uploaded in parts, committed and downloaded, and no byte of it passes through a function', async () => {
    const trainer = await aTrainer(artisan, 'large');
    await trainer.save(1);
    const created = await watched(() => create(trainer));
    const etags = await uploadParts(created.reply.body, indices);
    const parts = etags.map((etag, index) => ({ part_number: index + 1, etag }));
    const committed = await watched(() => trainer.commit(500, 1, { parts }));
    const again = await watched(() => trainer.commit(500, 1, { parts }));
    const download = await watched(() => trainer.download('latest'));
    const hash = createHash('sha256');
    const { body: stream } = await fetch(String(download.reply.body['url']));
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) hash.update(chunk);

    const calls = [created, committed, again, download];
    const replies = calls.map(({ reply }) => reply);
    const growth = Math.max(...calls.map((call) => call.growth));
    process.stdout.write(
      `checkpoints: 300 MB, for which no call took more than ${Math.ceil(growth / MEGABYTE)} MB of memory\n`,
    );
    expect(replies.map(({ status }) => status)).toEqual([201, 200, 200, 200]);
    expect(committed.reply.body['checkpoint']).toMatchObject({
      size_bytes: SIZE,
      sha256: SHA256,
      state: 'committed',
    });
    expect(again.reply.body).toEqual(committed.reply.body);
    expect(hash.digest('hex')).toBe(SHA256);
    expect(JSON.stringify(replies).length).toBeLessThan(MEGABYTE / 4);
    expect(partsOf(created.reply.body)).toHaveLength(PARTS);
    // Of garbage, mostly; a function that held the model would need 300.
    expect(growth).toBeLessThan(100 * MEGABYTE);
  });

  it('is not committed without its last part, and gets fresh URLs for the parts of the same upload', async () => {
    const trainer = await aTrainer(artisan, 'partial');
    const first = await create(trainer, SMALLER);
    await uploadParts(first.body, indices.slice(0, FEWER - 1));
    const swapped = await put(partsOf(first.body)[FEWER - 1], partAt(0));

    const early = await trainer.commit(500);
    const second = await create(trainer, SMALLER);
    await uploadParts(second.body, [FEWER - 1]);
    const wrongClaim = await trainer.commit(500, 1, { parts: [{ part_number: 1, etag: 'another' }] });
    const committed = await trainer.commit(500);

    expect(swapped.status).toBeGreaterThanOrEqual(400);
    expect([early.status, early.body['code']]).toEqual([422, 'upload_incomplete']);
    expect([wrongClaim.status, wrongClaim.body['code']]).toEqual([422, 'upload_mismatch']);
    expect(committed.status).toBe(200);
  });
});
