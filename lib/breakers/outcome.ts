import { addCounts, type Counts } from './counts.ts';
import type { ModelOutcome } from './ports.ts';

/** One answer as counted; undefined for what says nothing about the model. */
export type Verdict = 'ok' | 'failed' | 'timeout' | undefined;

/**
 * A report of a time-out is one, and so is any answer slower than the model may be, even a good one or one that the
 * user no longer waited for. A request that was given up before that says nothing.
 */
export function verdictOn({ status, latencyMs }: ModelOutcome, timeoutMs: number): Verdict {
  if (status === 'timeout' || latencyMs > timeoutMs) return 'timeout';
  if (status === 'cancelled') return undefined;
  return status === 'ok' ? 'ok' : 'failed';
}

const ONE: Readonly<Record<Exclude<Verdict, undefined>, Counts>> = {
  ok: { ok: 1, failed: 0, timeouts: 0 },
  failed: { ok: 0, failed: 1, timeouts: 0 },
  timeout: { ok: 0, failed: 1, timeouts: 1 },
};

export function tally(verdicts: readonly Verdict[]): Counts {
  return addCounts(verdicts.flatMap((verdict) => (verdict === undefined ? [] : [ONE[verdict]])));
}
