import type { TimeSpan } from './figures.ts';

const MINUTE_MS = 60_000;

/**
 * What a window up to now comes to: it begins on a whole minute, since CloudWatch moves a start that is not on one by
 * rules of its own.
 */
export function spanOf(windowMs: number, now: number): TimeSpan {
  return { from: Math.floor((now - windowMs) / MINUTE_MS) * MINUTE_MS, to: now };
}
