import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import * as v from 'valibot';
import { reportAnswer, type ChecklistAnswer, type ReportLine } from '../../lib/contracts/answers/reports.ts';
import { startArtisan, type ArtisanStack, type Reply } from '../support/artisan-stack.ts';
import { TrainerClient } from '../support/checkpoints/trainer-client.ts';

let artisan: ArtisanStack;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  artisan = await startArtisan();
  const { awsUrl: endpoint, region, root } = artisan.stack;
  cloudwatch = new CloudWatchClient({ endpoint, region, credentials: root.credentials });
});
afterAll(async () => {
  cloudwatch.destroy();
  await artisan.stop();
});

const get = (path: string) => artisan.as('viewer', { method: 'GET', path });
const report = async (query = '?window=10m') => v.parse(reportAnswer, (await get(`/v1/report${query}`)).body);
const checklist = async () => (await get('/v1/checklist')).body as unknown as ChecklistAnswer;
const lineIn = ({ lines }: { readonly lines: readonly ReportLine[] }, id: string) =>
  lines.find((line) => line.id === id);

/** What is sent, and what should come of it. */
const SESSIONS = 150;
const STEPS = 1_000;
const lossAt = (step: number) => 0.5 - step / 10_000 + (step % 7) / 1_000;
/** As it was told at the first step of a batch. */
const entropyAt = (step: number) => 0.02 - (0.015 * step) / 10_000;
const rewardAt = (step: number) => 4 + step / 10_000 + (step % 5) / 100;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanOver = (from: number, to: number, valueAt: (step: number) => number) =>
  mean(Array.from({ length: to - from }, (_, i) => valueAt(from + i)));

async function serve(): Promise<readonly Reply[]> {
  const selections = await artisan.selectEach(Array.from({ length: SESSIONS }, (_, i) => `session-${i}`));
  const outcomes = selections.map(({ body }, i) => ({
    selection_id: body['selection_id'],
    mode: body['mode'],
    status: i < 3 ? 'error' : 'ok',
    latency_ms: body['mode'] === 'fast' ? 400 : 4_000,
  }));
  await artisan.asService({ method: 'POST', path: '/v1/outcomes', body: { outcomes } });
  return selections;
}

async function train(runId: string): Promise<void> {
  await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id: runId } });
  for (let first_step = 0; first_step < STEPS; first_step += 100) {
    const steps = Array.from({ length: 100 }, (_, i) => first_step + i);
    const columns = {
      reward: steps.map(rewardAt),
      loss: steps.map(lossAt),
      entropy_coef: steps.map(() => entropyAt(first_step)),
    };
    const body = { attempt: 1, first_step, columns };
    await artisan.asTrainer({ method: 'POST', path: `/v1/runs/${runId}/metrics`, body });
  }
  await new TrainerClient(artisan, runId).save(STEPS - 1, { metrics: { reward: 14, loss: 1, kl: 0 } });
}

describe('a stage that nobody has used', () => {
  it('has nothing to report but that no rollback was made and no breaker is open', async () => {
    const { status, lines } = await report();

    const known = lines.filter((line) => line.status !== 'no_data').map(({ id }) => id);
    // Somebody may have asked the API for something, if only for this.
    const ofUsed = known.filter((id) => id !== 'serving.uptime');
    expect([status, ofUsed]).toEqual(['no_data', ['training.rollbacks', 'breakers.open']]);
  });

  it('has a checklist with nothing wrong', async () => {
    const { lines, stage } = await checklist();

    expect(stage).toBe('local');
    expect(lines.filter(({ status }) => status === 'fail')).toEqual([]);
  });
});

describe('after some traffic and a run', () => {
  let selections: readonly Reply[];
  beforeAll(async () => {
    selections = await serve();
    await train('reported');
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'Artisan/local/Targets',
        MetricData: [
          {
            MetricName: 'HitRate',
            Dimensions: [{ Name: 'Target', Value: 'cache' }],
            Value: 92.5,
            Timestamp: new Date(artisan.stack.clock.now()),
          },
        ],
      }),
    );
  });

  it('the report has the figures that the raw log has', async () => {
    const answer = await report();

    const shareOf = (mode: string) =>
      (100 * selections.filter(({ body }) => body['assigned_mode'] === mode).length) / SESSIONS;
    for (const mode of ['fast', 'balanced', 'creative'])
      expect(lineIn(answer, `split.${mode}`)?.figure).toBeCloseTo(shareOf(mode), 9);
    expect(lineIn(answer, 'serving.errors')?.figure).toBeCloseTo((100 * 3) / SESSIONS, 9);
    expect(lineIn(answer, 'serving.errors')?.status).toBe('fail');
    expect(lineIn(answer, 'serving.uptime')).toMatchObject({ figure: 100, status: 'pass' });
    expect(lineIn(answer, 'training.steps')).toMatchObject({ figure: STEPS, status: 'fail' });
    expect(lineIn(answer, 'training.loss')?.figure).toBeCloseTo(meanOver(900, 1_000, lossAt), 12);
    expect(lineIn(answer, 'training.loss')?.status).toBe('pass');
    expect(lineIn(answer, 'training.reward')?.figure).toBeCloseTo(meanOver(900, 1_000, rewardAt), 12);
    expect(lineIn(answer, 'training.reward')?.detail).toBe(
      `${Number(meanOver(800, 900, rewardAt).toPrecision(4))} in the tenth before`,
    );
    expect(lineIn(answer, 'cache.hits')).toMatchObject({ figure: 92.5, status: 'pass' });
    expect(lineIn(answer, 'training.rollbacks')).toMatchObject({ figure: 0, status: 'pass' });
    expect(answer.run_id).toBe('reported');
  });

  it('the latency of each mode is held to its own limit', async () => {
    const answer = await report();

    expect(lineIn(answer, 'latency.fast')).toMatchObject({ figure: 0.4, status: 'pass' });
    expect(lineIn(answer, 'latency.balanced')).toMatchObject({ figure: 4, status: 'fail' });
    expect(lineIn(answer, 'latency.creative')).toMatchObject({ figure: 4, status: 'pass' });
  });

  it('charts have the split over time and the entropy schedule', async () => {
    const { charts } = await report();

    expect(charts.split.length).toBeGreaterThan(0);
    expect(charts.entropy[0]).toEqual({ step: 0, scheduled: 0.02 });
    expect(charts.entropy.at(-1)).toEqual({ step: 10_000, scheduled: 0.005 });
    expect(charts.entropy.filter(({ reported }) => reported !== undefined)).toEqual([
      { step: STEPS - 1, scheduled: expect.closeTo(entropyAt(STEPS - 1), 12), reported: entropyAt(900) },
    ]);
  });

  it('the checklist says how it stands', async () => {
    const answer = await checklist();

    expect(lineIn(answer, 'training.step')).toMatchObject({ figure: STEPS - 1, status: 'pass' });
    expect(lineIn(answer, 'training.entropy')).toMatchObject({ figure: entropyAt(900), status: 'pass' });
    expect(lineIn(answer, 'normalizer.samples')).toMatchObject({ figure: 1_000, status: 'pass' });
    expect(lineIn(answer, 'checkpoints.saved')).toMatchObject({ figure: 1 });
    expect(lineIn(answer, 'checkpoints.best_reward')).toMatchObject({ figure: 14 });
    // Nobody has looked after the drills of a stage that was just made.
    expect(lineIn(answer, 'alarms.active')?.detail ?? 'DrillMissed').toBe('DrillMissed');
  });

  it('counts what a window has seen, and nothing before it', async () => {
    await artisan.stack.clock.advance(3 * 60_000);

    const [short, long] = [await report('?window=1m'), await report('?window=48h')];

    expect(lineIn(short, 'serving.errors')?.status).toBe('no_data');
    expect(lineIn(long, 'serving.errors')?.detail).toBe(`3 of ${SESSIONS}`);
    expect(long.window_seconds).toBe(48 * 3_600);
  });
});

describe.each(['GET /v1/report', 'GET /v1/checklist'])('%s', (key) => {
  it('is for people', async () => {
    const [method = '', path = ''] = key.split(' ');

    expect((await artisan.asNobody({ method, path })).status).toBe(401);
    expect((await artisan.asService({ method, path })).status).not.toBe(200);
  });
});

describe('who asks for a report that can not be', () => {
  it.each(['?window=5', '?window=15d', '?window=30s', '?windows=5m', '?window='])(
    'is answered 400: %s',
    async (query) => {
      expect((await get(`/v1/report${query}`)).status).toBe(400);
    },
  );

  it('learns that there is no such run', async () => {
    expect((await get('/v1/report?run=nobody')).status).toBe(404);
    expect((await get('/v1/report?run=..%2F')).status).toBe(404);
  });
});
