import type { ArtisanStack } from '../artisan-stack.ts';
import { TrainerClient } from '../checkpoints/trainer-client.ts';

export const RUN = 'night';

/** A run with metrics and two checkpoints. */
export async function aRunToShow(artisan: ArtisanStack): Promise<void> {
  const body = { run_id: RUN, total_steps: 10_000 };
  await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body });
  const columns = {
    reward: Array.from({ length: 100 }, (_, i) => 12 + (i % 5) / 10),
    loss: Array.from({ length: 100 }, (_, i) => 1 + (i % 5) / 100),
    kl: Array.from({ length: 100 }, () => 0.01),
  };
  const trainer = new TrainerClient(artisan, RUN);
  for (const first_step of [0, 100]) {
    const path = `/v1/runs/${RUN}/metrics`;
    await artisan.asTrainer({ method: 'POST', path, body: { attempt: 1, first_step, columns } });
    await trainer.save(first_step + 99);
  }
}
