import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { parseSeriesKey, seriesPrefix } from '../../lib/contracts/series.ts';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';
import { steady } from '../support/training/a-training-api.ts';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const trainer = (method: string, path: string, body?: unknown): Promise<Reply> =>
  artisan.asTrainer({ method, path: `/v1/runs${path}`, ...(body !== undefined && { body }) });
const operator = (method: string, path: string, body?: unknown, headers = {}): Promise<Reply> =>
  artisan.as('operator', { method, path: `/v1/runs${path}`, headers, ...(body !== undefined && { body }) });

describe('a run', () => {
  it('is begun, reported to, steered and finished over the API', async () => {
    const begun = await trainer('POST', '', { run_id: 'whole', labels: { team: 'rl' } });
    const posted = await trainer('POST', '/whole/metrics', steady(0, 500));
    const paused = await operator('POST', '/whole/directives', { action: 'pause', reason: 'lunch' });
    const acked = await trainer('POST', '/whole/acks', {
      directive_id: paused.body['id'],
      global_step: 499,
      status: 'done',
    });
    const resumed = await operator('POST', '/whole/directives', { action: 'resume', reason: 'back' });
    const next = await trainer('POST', '/whole/metrics', steady(500, 500));
    const schedule = await trainer('GET', '/whole/schedule');
    const seen = await operator('GET', '/whole');
    const finished = await trainer('POST', '/whole/finish');
    const list = await operator('GET', '?limit=5');

    const statuses = [begun, posted, paused, acked, resumed, next, schedule, seen, finished, list].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([201, 200, 202, 200, 202, 200, 200, 200, 200, 200]);
    expect([acked.body['action'], next.body['status']]).toEqual(['pause', 'running']);
    expect(seen.body).toMatchObject({
      status: 'running',
      last_step: 999,
      normalizer: { count: 1_000 },
      labels: { team: 'rl' },
    });
    expect(schedule.body['step']).toBe(1_000);
    expect(list.body['items']).toMatchObject([{ run_id: 'whole', status: 'finished' }]);
  });

  it('keeps the raw series of each batch once, where the contract says', async () => {
    await trainer('POST', '', { run_id: 'series' });
    await trainer('POST', '/series/metrics', steady(0, 10));
    await trainer('POST', '/series/metrics', steady(0, 10));
    const { credentials } = artisan.stack.root;
    const s3 = new S3Client({
      endpoint: artisan.stack.awsUrl,
      region: artisan.stack.region,
      credentials,
      forcePathStyle: true,
    });
    const Bucket = artisan.stack.outputs['SeriesBucketName'];

    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: seriesPrefix('series') }),
    );
    const Key = Contents[0]?.Key ?? '';
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const chunk: unknown = JSON.parse(gunzipSync((await Body?.transformToByteArray()) ?? '').toString());
    s3.destroy();

    expect(Contents).toHaveLength(1);
    expect(parseSeriesKey(Key)).toEqual({ attempt: 1, firstStep: 0, lastStep: 9 });
    expect(chunk).toMatchObject({ attempt: 1, steps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
  });

  it('loses no step of two trainers that report to it at once', async () => {
    await trainer('POST', '', { run_id: 'shared' });

    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        trainer('POST', '/shared/metrics', steady(Math.floor(i / 2) * 50, 50)),
      ),
    );

    const accepted = replies.reduce((sum, { body }) => sum + Number(body['accepted']), 0);
    const { body } = await operator('GET', '/shared');
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(body['normalizer']).toMatchObject({ count: accepted });
    expect(body['last_step']).toBe(199);
  });

  it('runs away: it is told to pause, and the metric of the alarm is there', async () => {
    await trainer('POST', '', { run_id: 'runaway' });
    const batch = steady(0, 100);
    const episode_reward = Array.from({ length: 100 }, () => 150);

    const { body } = await trainer('POST', '/runaway/metrics', {
      ...batch,
      columns: { ...batch.columns, episode_reward },
    });

    expect(body).toMatchObject({ status: 'pausing', directive: { action: 'pause' } });
    expect(artisan.lines.some((line) => line.includes('"RewardRunaway":1'))).toBe(true);
  });
});

describe.each(['throttle', 'error', 'timeout', 'deny'] as const)('a store that answers %s', (kind) => {
  it.each([
    ['dynamodb', 'GetItem'],
    ['dynamodb', 'PutItem'],
    ['s3', 'PutObject'],
  ])('to %s %s: refused, and the batch counts once when it is sent again', async (service, operation) => {
    const id = `${kind}-${operation}`;
    await trainer('POST', '', { run_id: id });
    artisan.stack.faults.inject({ service, operation, kind, times: 1_000 });

    const refused = await trainer('POST', `/${id}/metrics`, steady(0, 10));
    artisan.stack.faults.clear();
    const between = await operator('GET', `/${id}`);
    const again = await trainer('POST', `/${id}/metrics`, steady(0, 10));

    expect(refused.status).toBe(kind === 'deny' ? 500 : 503);
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect(between.body['last_step']).toBeUndefined();
    expect([again.status, again.body['accepted']]).toEqual([200, 10]);
  });
});

it('an answer lost after the write is found again: the batch counts once', async () => {
  await trainer('POST', '', { run_id: 'killed' });
  artisan.stack.faults.inject({ service: 'dynamodb', operation: 'PutItem', kind: 'kill-after', times: 1 });

  const first = await trainer('POST', '/killed/metrics', steady(0, 10));
  artisan.stack.faults.clear();
  const again = await trainer('POST', '/killed/metrics', steady(0, 10));

  expect([first.status, first.body['accepted']]).toEqual([200, 10]);
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 10, last_step: 9 });
});
