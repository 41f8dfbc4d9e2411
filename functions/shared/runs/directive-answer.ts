import type { DirectiveAnswer } from '../../../lib/contracts/answers/directives.ts';
import type { RunItem } from '../../../lib/contracts/run-item.ts';
import type { CheckpointDownloads } from '../../../lib/training/ports.ts';

/** The directive that stands, with a fresh URL of the checkpoint to go back to. */
export async function directiveAnswer(
  { run_id, directive, lr_multiplier }: Pick<RunItem, 'run_id' | 'directive' | 'lr_multiplier'>,
  downloads: CheckpointDownloads,
): Promise<DirectiveAnswer> {
  const { id, action, attempt, issued_at, by, reason, target, acknowledged } = directive;
  return {
    id,
    action,
    attempt,
    issued_at: iso(issued_at),
    by,
    ...(reason !== undefined && { reason }),
    ...(target && {
      target: {
        step: target.step,
        sha256: target.sha256,
        download_url: await downloads.urlFor({ runId: run_id, attempt: target.attempt, step: target.step }),
      },
    }),
    lr_multiplier,
    ...(acknowledged && { acknowledged: { ...acknowledged, at: iso(acknowledged.at) } }),
  };
}

export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
