import type { RunItem } from '../contracts/run-item.ts';
import { formatDuration } from '../shared/duration.ts';
import type { Finding } from './finding.ts';

type Watched = Pick<RunItem, 'status' | 'created_at' | 'metrics_at' | 'last_step' | 'directive' | 'findings'>;

/** `new`: it has begun since the last look, and is to be reported once. `known`: it was reported. */
export type Stall = { readonly kind: 'none' | 'known' } | { readonly kind: 'new'; readonly finding: Finding };

/**
 * Whether a run's trainer has gone silent: no metrics for `stalledAfterMs` on a run that is neither paused nor over. A
 * new directive and an acknowledgement begin the time anew, so a run that was paused for an hour has as long as any other
 * to go on. A stall ends with the next sign of life, and the one after that is a new one.
 */
export function stallOf(run: Watched, now: number, stalledAfterMs: number): Stall {
  if (['paused', 'stopped', 'finished'].includes(run.status)) return { kind: 'none' };
  const aliveAt = lastSign(run);
  const silentMs = now - aliveAt;
  if (silentMs < stalledAfterMs) return { kind: 'none' };
  if (run.findings.some(({ kind, at }) => kind === 'stalled' && at >= aliveAt)) return { kind: 'known' };
  const silent = formatDuration(Math.floor(silentMs / 1_000) * 1_000);
  const detail = `no metrics for ${silent}, allowed is ${formatDuration(stalledAfterMs)}`;
  return { kind: 'new', finding: { kind: 'stalled', step: run.last_step ?? 0, detail } };
}

function lastSign({ created_at, metrics_at = 0, directive }: Watched): number {
  return Math.max(created_at, metrics_at, directive.issued_at, directive.acknowledged?.at ?? 0);
}
