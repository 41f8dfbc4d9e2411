import type { CheckpointRecord, PendingUpload } from '../../../lib/checkpoints/checkpoint.ts';
import { STARTED_AT } from '../training/a-run.ts';

const NOTHING = { count: 0, sum: 0 };
const NO_SUMS = { reward: NOTHING, loss: NOTHING, kl: NOTHING, episode_reward: NOTHING };

/** An open upload of one piece, with what a test changes about it. */
export function anUpload(change: Partial<PendingUpload> = {}): PendingUpload {
  return {
    runId: 'run-1',
    attempt: 1,
    step: 500,
    uploadId: 'upload1',
    content: { sizeBytes: 5, sha256: 'ab'.repeat(32) },
    figures: { reward: 12, loss: 1, kl: 0.01 },
    sums: NO_SUMS,
    windowsSha256: 'cd'.repeat(32),
    createdAt: STARTED_AT,
    ...change,
  };
}

export function aRecord(change: Partial<CheckpointRecord> = {}): CheckpointRecord {
  const upload = anUpload();
  return { ...upload, means: upload.figures, committedAt: STARTED_AT + 1, ...change };
}
