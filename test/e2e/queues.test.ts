import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';
import { synthesized } from '../support/synthesized.ts';

const LEASE_TTL_MS = 120_000;
const BUCKET_MS = LEASE_TTL_MS / 4;

/** The shipped configuration with two replicas for one mode and one for the fallback mode, and room for four each. */
function configsWithReplicas(): string {
  const folder = mkdtempSync(join(tmpdir(), 'configs-'));
  cpSync('configs', folder, { recursive: true });
  const file = join(folder, 'traffic_distribution.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('replicas: {}', 'replicas: {balanced: [b-1, b-2], fast: [f-1]}')
    .replace('max_queue_size: 100', 'max_queue_size: 4');
  writeFileSync(file, text);
  return folder;
}

let artisan: ArtisanStack;
let remove: () => void;
beforeAll(async () => {
  const configsFolder = configsWithReplicas();
  const assembly = synthesized('local', { configsFolder });
  assembly.template();
  assembly.app.synth();
  remove = () => {
    assembly.remove();
    rmSync(configsFolder, { recursive: true });
  };
  artisan = await startArtisan({ assemblyDir: assembly.folder });
  await artisan.as('operator', {
    method: 'PUT',
    path: '/v1/traffic/weights',
    body: { weights: { balanced: 100 } },
    headers: { 'if-match': '*' },
  });
});
afterAll(async () => {
  await artisan.stop();
  remove();
});

/** Where a bucket of leases begins, the limit has an error (docs/adr/0014): the tests begin after it. */
beforeEach(async () => {
  const { clock } = artisan.stack;
  await clock.advance(BUCKET_MS - (clock.now() % BUCKET_MS));
});

const selectMany = (prefix: string, count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => artisan.select(`${prefix}-${index}`)));

const answeredBy = (replies: readonly Reply[], reason: string) =>
  replies.filter(({ status, body }) => status === 200 && body['reason'] === reason);

const giveBack = (replies: readonly Reply[]) =>
  artisan.asService({
    method: 'POST',
    path: '/v1/outcomes',
    body: {
      outcomes: replies.map(({ body }) => ({
        selection_id: body['selection_id'],
        mode: body['mode'],
        status: 'ok',
        latency_ms: 5,
        lease_id: body['lease_id'],
      })),
    },
  });

describe('a mode with replicas, over HTTP', () => {
  it('takes as many as it may, sends as many to the fallback mode, and refuses the rest until some return', async () => {
    const replies = await selectMany('first', 20);
    const own = answeredBy(replies, 'assigned');
    const sentOn = answeredBy(replies, 'queue_full');
    const refused = replies.filter(({ status }) => status === 429);

    expect([own.length, sentOn.length, refused.length]).toEqual([4, 4, 12]);
    expect(new Set(own.map(({ body }) => body['mode']))).toEqual(new Set(['balanced']));
    expect(new Set(sentOn.map(({ body }) => body['replica']))).toEqual(new Set(['f-1']));
    expect(refused[0]?.body).toMatchObject({ code: 'queue_full', status: 429 });
    expect(refused[0]?.headers['retry-after']).toBe('1');

    const returned = await giveBack(own);
    await giveBack(own);
    const next = await selectMany('second', 5);

    expect(returned.body['accepted']).toBe(4);
    expect([answeredBy(next, 'assigned').length, next.filter(({ status }) => status === 429).length]).toEqual(
      [4, 1],
    );
  });

  it('forgets leases that are never returned', async () => {
    await selectMany('lost', 20);

    await artisan.stack.clock.advance(LEASE_TTL_MS + BUCKET_MS);

    expect(answeredBy(await selectMany('after', 4), 'assigned')).toHaveLength(4);
  });
});
