import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { METRIC_DIMENSIONS } from '../../lib/contracts/metric-dimensions.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import { metricsTokenParameter } from '../../lib/contracts/observability-config.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { awsClients } from '../support/aws-clients.ts';
import { TrainerClient } from '../support/checkpoints/trainer-client.ts';
import { startPrometheus, type RunningPrometheus } from '../support/observability/prometheus-server.ts';
import { hasPrometheus, WITHOUT_PROMETHEUS } from '../support/prometheus.ts';
import { until } from '../support/until.ts';

const TOKEN = 'a-token-of-the-test';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
  const { awsUrl: endpoint, region, root } = artisan.stack;
  const ssm = new SSMClient({ endpoint, region, credentials: root.credentials });
  const Name = metricsTokenParameter('local');
  await ssm.send(new PutParameterCommand({ Name, Value: TOKEN, Type: 'SecureString' }));
  ssm.destroy();
});
afterAll(() => artisan.stop());

const get = (token = TOKEN) =>
  fetch(`${artisan.stack.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
const scrape = async (): Promise<string> => (await get()).text();

/** The value of a series in a text. */
const valueOf = (text: string, series: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')[1],
  );
const seriesIn = (text: string) => text.split('\n').filter((line) => /^\w/.test(line)).length;

async function serve(sessions: number): Promise<void> {
  const ids = Array.from({ length: sessions }, (_, i) => `session-${i}-${Math.random()}`);
  const outcomes = (await artisan.selectEach(ids)).map(({ body }) => ({
    selection_id: body['selection_id'],
    mode: body['mode'],
    status: 'ok',
    latency_ms: 420,
  }));
  const { status } = await artisan.asService({ method: 'POST', path: '/v1/outcomes', body: { outcomes } });
  expect(status).toBe(202);
}

/** Rewards and losses around 4 and 1, with some noise. */
const train = (runId: string, first_step: number, length: number, loss = 1) =>
  artisan.asTrainer({
    method: 'POST',
    path: `/v1/runs/${runId}/metrics`,
    body: {
      attempt: 1,
      first_step,
      columns: {
        reward: Array.from({ length }, (_, i) => 4 + (i % 5) / 10),
        loss: Array.from({ length }, (_, i) => loss + (i % 5) / 100),
        kl: Array.from({ length }, () => 0.01),
      },
    },
  });

async function begin(run_id: string): Promise<TrainerClient> {
  const { status } = await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id } });
  expect(status).toBe(201);
  return new TrainerClient(artisan, run_id);
}

describe('GET /metrics of the running stack', () => {
  it('is for those who have the token', async () => {
    const statuses = [(await get()).status, (await get('guessed')).status];
    const nobody = await artisan.asNobody({ method: 'GET', path: '/metrics' });

    expect([...statuses, nobody.status, nobody.body['code']]).toEqual([200, 401, 401, 'unauthorized']);
  });

  it('tells of traffic, training, checkpoints and alarms', async () => {
    await serve(20);
    const trainer = await begin('told');
    await train('told', 0, 500);
    await trainer.save(499, { metrics: { reward: 12.5, loss: 1, kl: 0.01 } });

    const text = await scrape();

    const requests = ['fast', 'balanced', 'creative'].map((mode) =>
      valueOf(text, `http_requests_total{mode="${mode}"}`),
    );
    expect(requests.reduce((sum, count) => sum + count)).toBe(20);
    expect(valueOf(text, 'ppo_training_step')).toBe(499);
    expect(valueOf(text, 'ppo_entropy_coef')).toBeCloseTo(0.02 - (0.015 * 499) / 10_000, 6);
    expect(valueOf(text, 'reward_raw_count')).toBe(500);
    expect(valueOf(text, 'reward_normalized_count')).toBe(500);
    expect(valueOf(text, 'reward_raw_sum')).toBeCloseTo(500 * 4.2, 3);
    expect(valueOf(text, 'checkpoint_saves_total')).toBe(1);
    expect(valueOf(text, 'best_model_reward')).toBe(12.5);
    expect(valueOf(text, 'artisan_alarm_active{alarm="CheckpointRollback"}')).toBe(0);
  });

  it('counts a batch that is sent again once', async () => {
    await begin('again');
    const before = valueOf(await scrape(), 'reward_raw_count');

    await train('again', 0, 100);
    await train('again', 0, 100);

    expect(valueOf(await scrape(), 'reward_raw_count') - before).toBe(100);
  });

  it('has as many series after more runs and sessions as before', async () => {
    const before = seriesIn(await scrape());

    await serve(10);
    for (const run of ['more-1', 'more-2', 'more-3']) {
      await begin(run);
      await train(run, 0, 100);
    }

    expect(seriesIn(await scrape())).toBe(before);
  });

  it('is no more work than a few reads of the API, whatever else this machine does', async () => {
    const [scrapes, reads]: [number[], number[]] = [[], []];
    const timed = async (times: number[], work: () => Promise<unknown>) => {
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    };
    for (let i = 0; i < 20; i += 1) {
      await timed(scrapes, scrape);
      await timed(reads, () => artisan.as('viewer', { method: 'GET', path: '/v1/traffic' }));
    }

    const [ofScrapes = NaN, ofReads = NaN] = [scrapes, reads].map(
      (times) => times.toSorted((one, other) => one - other)[10],
    );
    expect(ofScrapes).toBeLessThan(10 * ofReads);
  });

  it('shows a breaker that a person opens', async () => {
    const { headers } = await artisan.as('operator', { method: 'GET', path: '/v1/breakers/qwen' });
    await artisan.as('operator', {
      method: 'PUT',
      path: '/v1/breakers/qwen',
      headers: { 'if-match': String(headers['etag']) },
      body: { state: 'forced_open', reason: 'to be seen' },
    });

    expect(valueOf(await scrape(), 'circuit_breaker_state{model="qwen"}')).toBe(2);
  });
});

describe('what is published to CloudWatch', () => {
  it('has the dimensions that are declared, by which its cost is reckoned, and no others', async () => {
    const { cloudwatch, destroy } = awsClients(artisan.stack);
    const { Metrics = [] } = await cloudwatch.send(new ListMetricsCommand({ Namespace: 'Artisan/local' }));
    destroy();

    const published = Metrics.map(({ MetricName = '', Dimensions = [] }) =>
      [MetricName, ...Dimensions.map(({ Name = '' }) => Name).sort()].join(' '),
    );
    const declared = Object.values(METRICS).flatMap((metric) =>
      (METRIC_DIMENSIONS[metric] ?? [[]]).map((names) => [metric, ...names.toSorted()].join(' ')),
    );

    expect(new Set(published).size).toBeGreaterThan(10);
    expect(declared).toEqual(expect.arrayContaining(published));
  });
});

const withPrometheus = hasPrometheus ? describe : describe.skip;
withPrometheus(`Prometheus${hasPrometheus ? '' : ` (skipped: ${WITHOUT_PROMETHEUS})`}`, () => {
  let prometheus: RunningPrometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus({
      target: artisan.stack.url.replace('http://', ''),
      token: TOKEN,
      rules: resolve('configs/observability/rules.yaml'),
    });
  });
  afterAll(() => prometheus.stop());

  it('finds nothing wrong with the text: promtool check metrics', async () => {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: await scrape(),
      encoding: 'utf8',
    });

    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  it('scrapes the stack, and its rule fires on a rollback', async () => {
    const trainer = await begin('spoilt');
    await train('spoilt', 0, 500);
    await trainer.save(499);
    await train('spoilt', 500, 500);
    await trainer.save(999);
    await until(async () => (await prometheus.query('checkpoint_rollbacks_total')).size > 0);
    const [before] = (await prometheus.query('checkpoint_rollbacks_total')).values();
    const firing = async () =>
      (await prometheus.alerts())
        .filter(({ state }) => state === 'firing')
        .map(({ labels }) => labels['alertname']);
    const calm = await firing();

    const { body } = await train('spoilt', 1_000, 100, 50);

    expect(body['directive']).toMatchObject({ action: 'rollback', attempt: 2 });
    await until(async () => (await firing()).includes('CheckpointRollback'));
    const [after] = (await prometheus.query('checkpoint_rollbacks_total')).values();
    expect(calm).not.toContain('CheckpointRollback');
    expect([before, after]).toEqual([0, 1]);
  });
});
