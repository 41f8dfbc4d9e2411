import { chartRoutes } from '../../../functions/charts/charts.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import { anEvent, type EventChange } from '../../support/api-event.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';
import { aRun } from '../../support/training/a-run.ts';
import { InMemoryRunSeries } from '../../support/training/in-memory-run-series.ts';
import { InMemoryRunStore } from '../../support/training/in-memory-run-store.ts';

const CHART = 'GET /v1/runs/{run}/metrics';

async function aChartsFunction() {
  const [runs, series] = [new InMemoryRunStore(), new InMemoryRunSeries()];
  await runs.create(aRun());
  const steps = Array.from({ length: 1_000 }, (_, step) => step);
  await series.append('run-1', {
    attempt: 1,
    steps,
    columns: { loss: steps.map((step) => (step === 321 ? 9 : 0.5)), kl: steps.map(() => 'NaN') },
  });
  const handler = apiFunction(chartRoutes({ runs, series }), recordingSurroundings());
  const call = (query: Record<string, string> = {}, change: EventChange = {}) =>
    invoke(handler, anEvent(CHART, { groups: '[viewer]', path: { run: 'run-1' }, query, ...change }));
  return { call, series };
}

describe('GET /v1/runs/{run}/metrics', () => {
  it('shows a range of steps, with null for what is not finite', async () => {
    const { call } = await aChartsFunction();

    const { status, body, headers } = await call({ from: '320', to: '322' });

    expect(status).toBe(200);
    expect(headers['etag']).toMatch(/^"/);
    expect(body).toEqual({
      run_id: 'run-1',
      attempt: 1,
      steps: [320, 321, 322],
      columns: { loss: [0.5, 9, 0.5], kl: [null, null, null] },
    });
  });

  it('shows the whole run in as many points as are asked for, its one spike among them', async () => {
    const { call } = await aChartsFunction();

    const { body } = await call({ max_points: '100' });

    const steps = body['steps'] as number[];
    expect(steps.length).toBeLessThanOrEqual(100);
    expect([steps[0], steps.includes(321), steps.at(-1)]).toEqual([0, true, 999]);
  });

  it.each([
    { from: '-1' },
    { from: '1.5' },
    { from: 'x' },
    { from: '' },
    { from: '10', to: '9' },
    { to: '1000000000000' },
    { max_points: '99' },
    { max_points: '5001' },
    { max_points: '1e3' },
    { points: '100' },
  ])('refuses %j', async (query: Record<string, string>) => {
    const { call, series } = await aChartsFunction();

    const { status, body } = await call(query);

    expect([status, body['code'], series.reads]).toEqual([400, 'invalid_request', 0]);
  });

  it.each(['nobody', '..', 'a/b', '', '\u202e', 'x'.repeat(129)])(
    'has nothing of the run %j',
    async (run) => {
      const { call } = await aChartsFunction();

      const { status } = await call({}, { path: { run } });

      expect(status).toBe(404);
    },
  );

  it('is closed to those without a role', async () => {
    const { call } = await aChartsFunction();

    expect((await call({}, { groups: '[]' })).status).toBe(403);
  });

  it('is 503 when the series cannot be read', async () => {
    const { call, series } = await aChartsFunction();
    series.read = () => Promise.reject(new StoreUnavailableError('series bucket', new Error('injected')));

    const { status, headers } = await call();

    expect([status, headers['retry-after']]).toEqual([503, '2']);
  });
});
