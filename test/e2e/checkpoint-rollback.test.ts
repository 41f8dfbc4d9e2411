import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { TrainerClient } from '../support/checkpoints/trainer-client.ts';

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

interface Directive {
  readonly action: string;
  readonly attempt: number;
  readonly target: { readonly step: number; readonly download_url: string };
}

async function begin(run_id: string): Promise<TrainerClient> {
  const { status } = await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id } });
  expect(status).toBe(201);
  return new TrainerClient(artisan, run_id);
}

const report = (runId: string, first_step: number, loss: readonly number[]) =>
  artisan.asTrainer({
    method: 'POST',
    path: `/v1/runs/${runId}/metrics`,
    body: { attempt: 1, first_step, columns: { reward: loss.map((_, at) => 4 + (at % 2) / 10), loss } },
  });

/** Around 1, with some noise. */
const calm = (steps: number) => Array.from({ length: steps }, (_, at) => 1 + (at % 5) / 100);

describe('a rollback by an operator', () => {
  it('goes to the best; what lies above is superseded, and late saves of the old attempt are refused', async () => {
    const trainer = await begin('by-hand');
    await trainer.save(500, { metrics: { reward: 19, loss: 1, kl: 0.01 } });
    await trainer.save(1_000, { metrics: { reward: 12, loss: 1, kl: 0.01 } });

    const { status, body } = await artisan.as('operator', {
      method: 'POST',
      path: '/v1/runs/by-hand/rollback',
      body: { to: 'best', reason: 'it went wrong' },
    });
    const directive = body as unknown as Directive;
    const late = await trainer.save(1_500);
    const next = await trainer.save(1_000, {
      attempt: 2,
      bytes: 'another',
      metrics: { reward: 1, loss: 1, kl: 0 },
    });

    expect([status, directive.action, directive.attempt, directive.target.step]).toEqual([
      202,
      'rollback',
      2,
      500,
    ]);
    expect(await (await fetch(directive.target.download_url)).text()).toBe('model 500');
    expect([late.status, late.body['code']]).toEqual([409, 'older_attempt']);
    expect([next.status, next.body['pruned']]).toEqual([200, [1_000]]);
    expect(await trainer.list()).toEqual(['1000 committed', '500 committed', '1000 pruned']);
  });

  it('of a run without such a checkpoint is refused', async () => {
    await begin('empty');

    const { status, body } = await artisan.as('operator', {
      method: 'POST',
      path: '/v1/runs/empty/rollback',
      body: { to: 'stable', reason: 'it went wrong' },
    });

    expect([status, body['code']]).toEqual([409, 'no_rollback_target']);
  });
});

describe('a loss spike', () => {
  it('goes back by itself to the checkpoint before the latest, with the windows that were saved with it', async () => {
    const trainer = await begin('by-itself');
    await report('by-itself', 0, calm(500));
    await trainer.save(499);
    const before = await artisan.as('viewer', { method: 'GET', path: '/v1/runs/by-itself' });
    await report('by-itself', 500, calm(500));
    await trainer.save(999);

    const { body } = await report(
      'by-itself',
      1_000,
      Array.from({ length: 100 }, () => 50),
    );
    const after = await artisan.as('viewer', { method: 'GET', path: '/v1/runs/by-itself' });

    const directive = body['directive'] as Directive;
    expect([directive.action, directive.attempt, directive.target.step]).toEqual(['rollback', 2, 499]);
    expect(await (await fetch(directive.target.download_url)).text()).toBe('model 499');
    expect(after.body['normalizer']).toEqual(before.body['normalizer']);
    expect((await trainer.get('latest')).body['step']).toBe(499);
    expect(await trainer.list('?state=superseded')).toEqual(['999 superseded']);
  });
});
