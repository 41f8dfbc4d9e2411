import type { CheckpointDownloads, RollbackTargets, RunCheckpoints } from '../../../lib/training/ports.ts';

/** A stage that keeps no checkpoints: there is nothing to go back to. */
export const NO_CHECKPOINTS: {
  readonly targets: RollbackTargets;
  readonly checkpoints: RunCheckpoints;
  readonly downloads: CheckpointDownloads;
} = {
  targets: { resolve: () => Promise.resolve(undefined) },
  checkpoints: { latest: () => Promise.resolve(undefined), best: () => Promise.resolve(undefined) },
  downloads: { urlFor: () => Promise.reject(new Error('No checkpoint was ever named as a target')) },
};
