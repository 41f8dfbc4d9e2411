import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import type { Lineage } from '../contracts/lineage.ts';
import type { Clock } from '../shared/clock.ts';
import type { CheckpointRecord } from './checkpoint.ts';
import { planPruning } from './plan-pruning.ts';
import type { CheckpointObjects, CheckpointStore } from './ports.ts';

export interface PruneDependencies {
  readonly store: Pick<CheckpointStore, 'bury'>;
  readonly objects: Pick<CheckpointObjects, 'destroy'>;
  readonly policy: CheckpointConfig;
  readonly clock: Clock;
  /** Objects of a pruned one could not be deleted: the sweeper does it. */
  readonly onUntidy: (error: unknown) => void;
}

/** After a limit was lowered there may be many: the next commit, or the sweeper, goes on. */
const MOST_AT_ONCE = 50;

/**
 * Carries out planPruning: two writes each, and no listing. First the record dies, leaving a tombstone, then the objects.
 * What stops in between is garbage that a tombstone names, and the sweeper deletes it.
 * @returns those that are pruned now
 */
export async function prune(
  { store, objects, policy, clock, onUntidy }: PruneDependencies,
  checkpoints: readonly CheckpointRecord[],
  lineage: Lineage,
): Promise<readonly CheckpointRecord[]> {
  const now = clock.now();
  const doomed = planPruning(checkpoints, { lineage, policy, now }).slice(0, MOST_AT_ONCE);
  const pruned: CheckpointRecord[] = [];
  for (const record of doomed) {
    if (!(await store.bury(record, now))) continue;
    pruned.push(record);
    await objects.destroy(record).catch(onUntidy);
  }
  return pruned;
}
