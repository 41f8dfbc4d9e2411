import type { Clock } from '../../lib/shared/clock.ts';
import type { Logger } from './log.ts';

/** The same error again within this time says nothing new; metrics count each. */
const SILENCE_MS = 5_000;

/** A log that says one thing once in a while, with the number of times that it held its tongue (`unlogged`). */
export function createSparingLog(log: Logger, clock: Clock): Logger {
  const last = new Map<string, { at: number; unlogged: number }>();
  return {
    error: (message, error, more = {}) => {
      const key = `${message} ${error instanceof Error ? error.name : ''}`;
      const now = clock.now();
      const previous = last.get(key);
      if (previous && now - previous.at < SILENCE_MS) {
        previous.unlogged += 1;
        return;
      }
      last.set(key, { at: now, unlogged: 0 });
      log.error(message, error, { ...more, ...(previous?.unlogged && { unlogged: previous.unlogged }) });
    },
  };
}
