import type { ModelHealth } from './check.ts';

/** A check takes at most an interval, and one may get lost: what is older says how a model was. */
const INTERVALS = 3;

/** Whether the newest check says how the model is now, and not how it was when checks stopped. */
export function isFresh({ checkedAt }: Pick<ModelHealth, 'checkedAt'>, now: number, intervalMs: number) {
  return now - checkedAt <= INTERVALS * intervalMs;
}
