import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import { compareCheckpoints, currentLineage, type Lineage } from '../contracts/lineage.ts';
import { bestOf } from './best.ts';
import type { CheckpointRecord } from './checkpoint.ts';
import { newestStable } from './stable.ts';

/** As much of a record as decides whether it stays. */
export type Prunable = Pick<
  CheckpointRecord,
  'attempt' | 'step' | 'figures' | 'means' | 'pinnedBy' | 'keptUntil'
>;

export interface PruningOccasion {
  readonly lineage: Lineage;
  readonly policy: CheckpointConfig;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What may go: everything but the newest `max_checkpoints` of the current lineage, the best, the newest stable one,
 * pinned ones, and those that a download, a rollback or an approval holds. Never all. Oldest first.
 */
export function planPruning<Checkpoint extends Prunable>(
  checkpoints: readonly Checkpoint[],
  { lineage, policy, now }: PruningOccasion,
): readonly Checkpoint[] {
  const newest = currentLineage(lineage, checkpoints).slice(-Math.max(policy.max_checkpoints, 1));
  const kept = new Set<Checkpoint | undefined>([
    ...(newest.length > 0 ? newest : [newestOf(checkpoints)]),
    bestOf(checkpoints, lineage, policy),
    newestStable(checkpoints, lineage, policy),
  ]);
  return checkpoints
    .filter((checkpoint) => !kept.has(checkpoint) && !isProtected(checkpoint, now))
    .toSorted((one, other) => compareCheckpoints(one, other));
}

/** Somebody asked for it to stay, whatever it is. */
export function isProtected(
  { pinnedBy, keptUntil = 0 }: Pick<Prunable, 'pinnedBy' | 'keptUntil'>,
  now: number,
): boolean {
  return pinnedBy !== undefined || keptUntil > now;
}

function newestOf<Checkpoint extends Prunable>(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  return checkpoints.toSorted((one, other) => compareCheckpoints(one, other)).at(-1);
}
