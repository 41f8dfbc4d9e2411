import { cachedRead } from '../shared/cached-read.ts';
import type { Clock } from '../shared/clock.ts';
import type { TrafficSettingsStore } from './ports.ts';
import { settingsInForce, type TrafficSettings } from './settings.ts';
import type { Weights } from './weights.ts';

export interface SettingsView {
  readonly settings: TrafficSettings;
  /** True when the store has not confirmed them for longer than weights_max_staleness. */
  readonly stale: boolean;
}

export interface SettingsCacheOptions {
  readonly store: Pick<TrafficSettingsStore, 'read'>;
  readonly clock: Clock;
  readonly configured: Weights;
  readonly maxStalenessMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * The settings as one container sees them: read again once older than `maxStalenessMs`, so a change is seen
 * everywhere within that time. When the store does not answer, the last good ones go on, marked stale: a
 * downshift that an incident needs must not vanish because the flags are out of reach too.
 */
export function createSettingsCache(options: SettingsCacheOptions): () => Promise<SettingsView> {
  const { store, clock, configured, maxStalenessMs, onError } = options;
  const initial = settingsInForce(undefined, configured);
  const current = cachedRead({
    read: async () => settingsInForce(await store.read(), configured),
    clock,
    maxAgeMs: maxStalenessMs,
    onError,
  });
  return async () => {
    const { value = initial, confirmedAt } = await current();
    return { settings: value, stale: clock.now() - confirmedAt > maxStalenessMs };
  };
}
