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

/** While the store is out of reach, a try now and then, not one a request: each may take until its time-out. */
const RETRY_AFTER_MS = 5_000;

/**
 * The settings as one container sees them: read again once older than `maxStalenessMs`, so a change is seen
 * everywhere within that time. When the store does not answer, the last good ones go on, marked stale: a
 * downshift that an incident needs must not vanish because the flags are out of reach too.
 */
export function createSettingsCache(options: SettingsCacheOptions): () => Promise<SettingsView> {
  const { store, clock, configured, maxStalenessMs, onError } = options;
  let settings = settingsInForce(undefined, configured);
  let confirmedAt = -Infinity;
  let retryAt = -Infinity;
  let refreshing: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    const startedAt = clock.now();
    try {
      settings = settingsInForce(await store.read(), configured);
      confirmedAt = startedAt;
    } catch (error) {
      retryAt = startedAt + RETRY_AFTER_MS;
      onError(error);
    }
  };

  return async () => {
    const now = clock.now();
    const isDue = now - confirmedAt >= maxStalenessMs && now >= retryAt;
    if (isDue) refreshing ??= refresh().finally(() => (refreshing = undefined));
    if (refreshing) await refreshing;
    return { settings, stale: clock.now() - confirmedAt > maxStalenessMs };
  };
}
