import { RETRY_AFTER_MS } from './cached-read.ts';
import type { Clock } from './clock.ts';
import { StoreSkippedError, StoreUnavailableError } from './store-errors.ts';

/** A store that took this long to fail was waited for; one that refuses or throttles says so at once. */
const HUNG_AFTER_MS = 500;

export type StoreCall = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Calls of one store by one container. After one that hung, calls throw StoreSkippedError for a while without asking,
 * then one at a time tries again, until one does not hang. Quick failures are not remembered: throttling often hits
 * one key only, and the others must not suffer for it.
 */
export function rememberHangs(store: string, clock: Clock): StoreCall {
  let hung: StoreUnavailableError | undefined;
  let retryAt = -Infinity;
  let isRetrying = false;

  return async (call) => {
    const startedAt = clock.now();
    if (hung && (isRetrying || startedAt < retryAt)) throw new StoreSkippedError(store, hung);
    const isRetry = hung !== undefined;
    if (isRetry) isRetrying = true;
    try {
      const result = await call();
      hung = undefined;
      return result;
    } catch (error) {
      const failedAt = clock.now();
      const isHang = error instanceof StoreUnavailableError && failedAt - startedAt >= HUNG_AFTER_MS;
      hung = isHang ? error : undefined;
      if (isHang) retryAt = failedAt + RETRY_AFTER_MS;
      throw error;
    } finally {
      if (isRetry) isRetrying = false;
    }
  };
}
