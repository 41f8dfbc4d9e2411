import type { CheckpointConfig } from '../../lib/contracts/checkpoint-config.ts';
import type {
  CheckpointAnswer,
  FigureAnswer,
  FiguresAnswer,
} from '../../lib/contracts/answers/checkpoints.ts';
import type { Lineage } from '../../lib/contracts/lineage.ts';
import { bestOf } from '../../lib/checkpoints/best.ts';
import type { CheckpointRecord, Figures, Tombstone } from '../../lib/checkpoints/checkpoint.ts';
import { stateOf } from '../../lib/checkpoints/list.ts';
import { isStable } from '../../lib/checkpoints/stable.ts';

/** What a checkpoint is judged among. */
export interface Among {
  readonly live: readonly CheckpointRecord[];
  readonly lineage: Lineage;
  readonly policy: CheckpointConfig;
}

export function checkpointAnswer(
  checkpoint: CheckpointRecord | Tombstone,
  { live, lineage, policy }: Among,
): CheckpointAnswer {
  const { step, attempt, content, figures, createdAt, uploadId } = checkpoint;
  const living = 'prunedAt' in checkpoint ? undefined : checkpoint;
  return {
    step,
    attempt,
    state: stateOf(checkpoint, lineage),
    size_bytes: content.sizeBytes,
    sha256: content.sha256,
    metrics: figuresAnswer(figures),
    pinned: living?.pinnedBy !== undefined,
    is_best: living !== undefined && bestOf(live, lineage, policy)?.uploadId === uploadId,
    stable: living !== undefined && isStable(living.means, policy),
    created_at: iso(createdAt),
  };
}

function figuresAnswer({ reward, loss, kl, episodeReward }: Figures): FiguresAnswer {
  return {
    reward: figure(reward),
    loss: figure(loss),
    kl: figure(kl),
    ...(episodeReward !== undefined && { episode_reward: figure(episodeReward) }),
  };
}

function figure(value: number): FigureAnswer {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return null;
  return value > 0 ? 'Infinity' : '-Infinity';
}

export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
