import type { TrafficConfig } from '../contracts/traffic-config.ts';

export type BreakerPolicy = TrafficConfig['breaker'];

/**
 * How long an opening waits for its first probe, in milliseconds: twice as long with each one, up to the most, and
 * the share `jitter` of that left to chance. Never shorter than the wait before: chance must not shorten it, nor may
 * an opening soon after a closing.
 * @param openings from 1
 * @param chance in [0, 1)
 */
export function backoff(
  policy: BreakerPolicy,
  { openings, previousMs }: { readonly openings: number; readonly previousMs: number },
  chance: number,
): number {
  const longest = Math.min(policy.backoff_initial_ms * 2 ** (openings - 1), policy.backoff_max_ms);
  return Math.max(previousMs, Math.round(longest * (1 - policy.jitter * chance)));
}
