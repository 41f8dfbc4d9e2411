import type { Clock } from './clock.ts';

export interface CachedReadOptions<T> {
  readonly read: () => Promise<T>;
  readonly clock: Clock;
  /** What was read is good for this long. */
  readonly maxAgeMs: number;
  readonly onError: (error: unknown) => void;
}

/** The last good reading. */
export interface Reading<T> {
  /** Undefined before the first that succeeds. */
  readonly value: T | undefined;
  /** Milliseconds since the epoch at which it was asked for; -Infinity before the first. */
  readonly confirmedAt: number;
}

/** While a store is out of reach, a try now and then, not one a request: each may take until its time-out. */
export const RETRY_AFTER_MS = 5_000;

/**
 * One container's copy of something shared, read again once older than `maxAgeMs`, by one read for all who ask
 * meanwhile. A failure is reported, and the last good reading goes on; how old that may be is for the caller to say.
 * The read is waited for: what a function leaves behind with its answer is frozen in the middle of it.
 */
export function cachedRead<T>(options: CachedReadOptions<T>): () => Promise<Reading<T>> {
  const { read, clock, maxAgeMs, onError } = options;
  let reading: Reading<T> = { value: undefined, confirmedAt: -Infinity };
  let retryAt = -Infinity;
  let refreshing: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    const startedAt = clock.now();
    try {
      reading = { value: await read(), confirmedAt: startedAt };
    } catch (error) {
      retryAt = startedAt + RETRY_AFTER_MS;
      onError(error);
    }
  };

  return async () => {
    const now = clock.now();
    const isDue = now - reading.confirmedAt >= maxAgeMs && now >= retryAt;
    if (isDue) refreshing ??= refresh().finally(() => (refreshing = undefined));
    if (refreshing) await refreshing;
    return reading;
  };
}
