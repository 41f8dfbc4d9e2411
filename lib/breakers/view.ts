import type { TrafficConfig } from '../contracts/traffic-config.ts';
import { cachedRead } from '../shared/cached-read.ts';
import type { Clock } from '../shared/clock.ts';
import { closedFromTheStart, type Breaker } from './breaker.ts';
import type { BreakerStore } from './ports.ts';

export interface BreakerViewOptions {
  readonly store: Pick<BreakerStore, 'read'>;
  readonly config: Pick<TrafficConfig, 'breaker' | 'model_timeouts_ms'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** The breakers as one container sees them. */
export interface BreakerView {
  readonly of: (model: string) => Breaker;
  /** True when the store has not confirmed them for longer than MAX_AGE_MS. */
  readonly stale: boolean;
  /** Puts right what a write just found out, until the next reading. */
  readonly learn: (breaker: Breaker) => void;
}

/** A change is seen everywhere within this time. */
const MAX_AGE_MS = 1_000;

/**
 * All breakers by one read, again once older than a second. While the store does not answer the last known ones
 * go on for as long as one window: by then whatever opened them would have left the window, and all count as closed.
 */
export function createBreakerView(options: BreakerViewOptions): () => Promise<BreakerView> {
  const { store, clock, config, onError } = options;
  const models = Object.keys(config.model_timeouts_ms);
  const current = cachedRead({
    read: async () => {
      const breakers = await store.read(models);
      return new Map(breakers.map((breaker) => [breaker.model, breaker]));
    },
    clock,
    maxAgeMs: MAX_AGE_MS,
    onError,
  });
  return async () => {
    const { value, confirmedAt } = await current();
    const age = clock.now() - confirmedAt;
    const known = age > Math.max(MAX_AGE_MS, config.breaker.window_ms) ? undefined : value;
    return {
      of: (model) => known?.get(model) ?? closedFromTheStart(model),
      stale: age > MAX_AGE_MS,
      learn: (breaker) => known?.set(breaker.model, breaker),
    };
  };
}
