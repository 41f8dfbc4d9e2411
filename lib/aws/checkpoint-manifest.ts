import type { PendingUpload } from '../checkpoints/checkpoint.ts';

/**
 * What a model's object says of itself, as user metadata: at most 2 KB, ASCII, values without spaces at their ends. It is
 * signed into the upload; whether the model is committed it can't say.
 */
export function manifestOf({
  runId,
  attempt,
  step,
  content,
  figures,
  createdAt,
}: PendingUpload): Record<string, string> {
  const { reward, loss, kl, episodeReward } = figures;
  return {
    run: runId,
    attempt: String(attempt),
    step: String(step),
    sha256: content.sha256,
    reward: String(reward),
    loss: String(loss),
    kl: String(kl),
    ...(episodeReward !== undefined && { 'episode-reward': String(episodeReward) }),
    'created-at': new Date(createdAt).toISOString(),
  };
}
