import type { CheckpointDependencies } from './dependencies.ts';
import { downloadRoutes } from './downloads.ts';
import { pinRoutes } from './pins.ts';
import { readRoutes } from './reads.ts';
import { saveRoutes } from './saves.ts';

/** /v1/runs/{run}/checkpoints and below. No byte of a model passes through here. */
export function checkpointRoutes(deps: CheckpointDependencies) {
  return { ...saveRoutes(deps), ...readRoutes(deps), ...downloadRoutes(deps), ...pinRoutes(deps) };
}
