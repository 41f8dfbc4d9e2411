import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { steady } from '../support/training/a-training-api.ts';
import { until } from '../support/until.ts';

const STALLED_AFTER_MS = 600_000;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const report = async (runId: string, ...firstSteps: readonly number[]) => {
  await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id: runId } });
  for (const first of firstSteps) {
    const path = `/v1/runs/${runId}/metrics`;
    await artisan.asTrainer({ method: 'POST', path, body: steady(first, 100) });
  }
};

describe('the chart of a run', () => {
  it('shows what its trainer has reported, over the API', async () => {
    await report('charted', 0, 100, 200);

    const whole = await artisan.as('viewer', { method: 'GET', path: '/v1/runs/charted/metrics' });
    const part = await artisan.as('viewer', {
      method: 'GET',
      path: '/v1/runs/charted/metrics?from=95&to=104',
    });

    expect([whole.status, part.status]).toEqual([200, 200]);
    expect(whole.body['steps']).toEqual(Array.from({ length: 300 }, (_, step) => step));
    expect(part.body['steps']).toEqual(Array.from({ length: 10 }, (_, i) => 95 + i));
  });

  it('is not there for a run that is not', async () => {
    const { status } = await artisan.as('viewer', { method: 'GET', path: '/v1/runs/nobody/metrics' });

    expect(status).toBe(404);
  });
});

describe('a trainer that goes silent', () => {
  it('is found by the minute, once, and its run says so', async () => {
    await report('silent', 0);
    const findings = async () => {
      const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/runs/silent' });
      return (body['findings'] as { kind: string }[]).filter(({ kind }) => kind === 'stalled');
    };

    await artisan.stack.clock.advance(STALLED_AFTER_MS + 60_000);
    await until(async () => (await findings()).length > 0);
    await artisan.stack.clock.advance(120_000);
    await until(() => artisan.lines.filter((line) => line.includes('"StalledRuns"')).length >= 2);

    expect(await findings()).toHaveLength(1);
  });
});
