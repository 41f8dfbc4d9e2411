import type { TrafficConfig } from '../../../lib/contracts/traffic-config.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import { StalePreconditionError } from '../../../lib/shared/precondition-errors.ts';
import { isLive, type Pin, type PinRule } from '../../../lib/traffic/pin.ts';
import type { RotationCounter, SessionStore, TrafficSettingsStore } from '../../../lib/traffic/ports.ts';
import type { TrafficSettings } from '../../../lib/traffic/settings.ts';

/** The tuning guide's configuration, with what a test changes about it. */
export function aTrafficConfig(change: Partial<TrafficConfig> = {}): TrafficConfig {
  return {
    strategy: 'weighted_random',
    weights: { fast: 60, balanced: 30, creative: 10 },
    fallback_mode: 'fast',
    sticky_session: true,
    sticky_ttl_seconds: 3_600,
    weights_max_staleness_ms: 5_000,
    mode_models: {
      fast: ['mistral'],
      balanced: ['mistral', 'llama'],
      creative: ['qwen', 'mistral', 'llama'],
    },
    downshift: { creative: 'balanced', balanced: 'fast' },
    model_timeouts_ms: { mistral: 30_000, llama: 30_000, qwen: 30_000 },
    check_interval_ms: 30_000,
    breaker: {
      error_rate: 0.5,
      window_ms: 300_000,
      min_volume: 20,
      failed_checks: 3,
      restore_checks: 3,
      backoff_initial_ms: 10_000,
      backoff_max_ms: 300_000,
      jitter: 0.2,
      probe_lease_ms: 30_000,
    },
    load_balancing: { replicas: {}, max_queue_size: 100, lease_ttl_ms: 120_000 },
    distribution: {
      ...{ window_seconds: 300, min_samples: 100, p_value: 0.001, alert_deviation: 0.1 },
      check_interval_ms: 60_000,
    },
    ...change,
  };
}

/** Gives way to other callers at each call, as a network does. */
const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

export class InMemorySessionStore implements SessionStore {
  readonly pins = new Map<string, Pin>();
  reads = 0;
  writes = 0;
  outage: 'none' | 'reads' | 'writes' = 'none';

  async find(sessionId: string): Promise<Pin | undefined> {
    this.reads += 1;
    await yieldTurn();
    if (this.outage === 'reads') throw new StoreUnavailableError('session table', new Error('injected'));
    return this.pins.get(sessionId);
  }

  async claim(sessionId: string, pin: Pin, rule: PinRule): Promise<Pin> {
    this.writes += 1;
    await yieldTurn();
    if (this.outage !== 'none') throw new StoreUnavailableError('session table', new Error('injected'));
    const standing = this.pins.get(sessionId);
    if (standing && isLive(standing, rule)) return standing;
    this.pins.set(sessionId, pin);
    return pin;
  }
}

export class InMemorySettingsStore implements TrafficSettingsStore {
  stored: TrafficSettings | undefined;
  reads = 0;
  isOut = false;
  #lastChange = '';

  async read(): Promise<TrafficSettings | undefined> {
    this.reads += 1;
    await yieldTurn();
    if (this.isOut) throw new StoreUnavailableError('control table', new Error('injected'));
    return this.stored;
  }

  async write(next: TrafficSettings, change: { readonly id: string }): Promise<void> {
    await yieldTurn();
    if (this.isOut) throw new StoreUnavailableError('control table', new Error('injected'));
    if (this.#lastChange === change.id) return;
    if ((this.stored?.revision ?? 0) !== next.revision - 1)
      throw new StalePreconditionError('traffic settings');
    this.stored = next;
    this.#lastChange = change.id;
  }
}

export class InMemoryRotationCounter implements RotationCounter {
  turns = 0;
  isOut = false;

  async next(): Promise<number> {
    await yieldTurn();
    if (this.isOut) throw new StoreUnavailableError('control table', new Error('injected'));
    this.turns += 1;
    return this.turns - 1;
  }
}
