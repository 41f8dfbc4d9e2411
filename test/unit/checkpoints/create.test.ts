import { createCheckpoint } from '../../../lib/checkpoints/create.ts';
import { InvalidCheckpointError } from '../../../lib/checkpoints/errors.ts';
import { CheckpointWorld } from '../../support/checkpoints/world.ts';

const WANTED = {
  attempt: 1,
  content: { sizeBytes: 5, sha256: 'ab'.repeat(32) },
  figures: { reward: 12, loss: 1, kl: 0 },
};

it('begins no upload at a step that cannot be of the run, where it would be the latest for good', async () => {
  const world = new CheckpointWorld();
  world.run = { ...world.run, total_steps: 1_000 };

  await expect(createCheckpoint(world, 'run-1', { ...WANTED, step: 11_001 })).rejects.toThrow(
    InvalidCheckpointError,
  );
  const { step } = await createCheckpoint(world, 'run-1', { ...WANTED, step: 11_000 });

  expect([step, world.uploads.size]).toEqual([11_000, 1]);
});
