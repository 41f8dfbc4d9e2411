import { createHash } from 'node:crypto';
import type { CheckpointRecord } from '../../lib/checkpoints/checkpoint.ts';

const hash = (text: string) => createHash('sha256').update(text);

/** Figures with all their digits, a model in a thousand parts: as large as records get. Rewards fall: the first is best. */
export function largeRecord(runId: string, step: number, committedAt: number): CheckpointRecord {
  const value = 4 + 1 / (step + 7);
  const figures = { reward: value / 3, loss: value / 9, kl: value / 7, episodeReward: value };
  const total = { count: 100_000_000_000 + step, sum: value * 1e9 };
  return {
    runId,
    attempt: 1,
    step,
    uploadId: hash(`upload ${step}`).digest('base64url').slice(0, 16),
    content: {
      sizeBytes: 5_000_000_000_000,
      sha256: hash(`model ${step}`).digest('hex'),
      parts: { count: 1_000, sizeBytes: 5_000_000_000, composite: hash(`parts ${step}`).digest('base64') },
    },
    figures,
    means: figures,
    sums: { reward: total, loss: total, kl: total, episode_reward: total },
    windowsSha256: hash(`windows ${step}`).digest('hex'),
    createdAt: committedAt - 60_000,
    committedAt,
  };
}
