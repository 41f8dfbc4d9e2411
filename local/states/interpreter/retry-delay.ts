import type { Retrier } from '../asl/definition.ts';

/**
 * Milliseconds before a retry: IntervalSeconds x BackoffRate ^ retries made, at most MaxDelaySeconds; with full jitter
 * anything from 0 to that ("Handling errors in Step Functions workflows", retrier fields).
 */
export function retryDelayMs(retrier: Retrier, retriesMade: number, random: () => number): number {
  const grown = retrier.intervalSeconds * retrier.backoffRate ** retriesMade;
  const seconds = Math.min(grown, retrier.maxDelaySeconds ?? Infinity);
  return 1000 * seconds * (retrier.fullJitter ? random() : 1);
}
