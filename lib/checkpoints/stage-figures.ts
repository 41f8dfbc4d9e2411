import type { CheckpointConfig } from '../contracts/checkpoint-config.ts';
import type { Lineage } from '../contracts/lineage.ts';
import { bestOf } from './best.ts';
import type { CheckpointRecord } from './checkpoint.ts';
import { judgedReward } from './figures.ts';

/** What a commit says for whoever watches the stage. */
export interface CommitFigures {
  /** Reward of the best checkpoint of that run; absent while none may be called so. */
  readonly bestReward?: number;
}

/** Throws StoreUnavailableError or StoreDeniedError. */
export interface CommitFiguresStore {
  /** Counts one more checkpoint. Not repeatable: a commit is told once, or not at all. */
  tell(figures: CommitFigures): Promise<void>;
}

export function commitFigures(
  live: readonly CheckpointRecord[],
  lineage: Lineage,
  policy: CheckpointConfig,
): CommitFigures {
  const best = bestOf(live, lineage, policy);
  return best ? { bestReward: judgedReward(best.figures) } : {};
}
