import { allWell } from '../health/recoveries.ts';
import type { Breaker } from '../../../lib/breakers/breaker.ts';
import { createGates } from '../../../lib/breakers/gates.ts';
import { createBreakerReports } from '../../../lib/breakers/reports.ts';
import { createBreakerView } from '../../../lib/breakers/view.ts';
import type { TrafficConfig } from '../../../lib/contracts/traffic-config.ts';
import { createQueues } from '../../../lib/leases/leases.ts';
import { createSelector } from '../../../lib/traffic/select.ts';
import { createSettingsCache } from '../../../lib/traffic/settings-cache.ts';
import type { Refusal, SelectionRecord } from '../../../lib/traffic/selection.ts';
import { createTrafficControl } from '../../../lib/traffic/control.ts';
import { InMemoryBreakerStore } from '../breakers/fakes.ts';
import { InMemoryLeaseStore } from '../leases/in-memory-lease-store.ts';
import {
  aTrafficConfig,
  InMemoryRotationCounter,
  InMemorySessionStore,
  InMemorySettingsStore,
} from './fakes.ts';

export const AN_OPERATOR = { by: 'op', matches: () => true };

/** Numbers that look random and are the same in every run (mulberry32). */
export function seededRandom(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One container's selector over shared in-memory stores, at a time that the test sets. */
export function aSelector(change: Partial<TrafficConfig> = {}) {
  const config = aTrafficConfig(change);
  const clock = { time: Date.UTC(2026, 0, 1), now: () => clock.time };
  const sessions = new InMemorySessionStore();
  const settingsStore = new InMemorySettingsStore();
  const rotation = new InMemoryRotationCounter();
  const breakers = new InMemoryBreakerStore();
  const leases = new InMemoryLeaseStore();
  const refusals: Refusal[] = [];
  const published: SelectionRecord[] = [];
  const transitions: Breaker[] = [];
  const errors: unknown[] = [];
  let lastId = 0;
  const ids = () => `id-${(lastId += 1)}`;
  const aContainer = (random = seededRandom()) =>
    createSelector({
      config,
      settings: createSettingsCache({
        store: settingsStore,
        clock,
        configured: config.weights,
        maxStalenessMs: config.weights_max_staleness_ms,
        onError: (error) => errors.push(error),
      }),
      gates: createGates({
        view: createBreakerView({
          store: breakers,
          config,
          clock,
          onError: (error) => errors.push(error),
        }),
        store: breakers,
        config,
        clock,
        ids,
        publish: (breaker) => transitions.push(breaker),
        onStoreError: (error) => errors.push(error),
      }),
      sessions,
      rotation,
      queues: createQueues({
        config: config.load_balancing,
        store: leases,
        random,
        onStoreError: (error) => errors.push(error),
      }),
      publishRefusal: (refusal) => refusals.push(refusal),
      publish: (selection) => published.push(selection),
      clock,
      random,
      ids,
      onStoreError: (error) => errors.push(error),
    });
  const control = createTrafficControl({
    ...{ store: settingsStore, configured: config.weights, clock, ids },
    ...{ modeModels: config.mode_models, recovery: allWell },
  });
  const reports = createBreakerReports({
    store: breakers,
    config,
    clock,
    random: () => 0,
    ids,
    publish: (breaker) => transitions.push(breaker),
  });
  return {
    select: aContainer(),
    aContainer,
    control,
    clock,
    sessions,
    settingsStore,
    rotation,
    breakers,
    leases,
    refusals,
    reports,
    published,
    transitions,
    errors,
  };
}

/** How often each mode was given. */
export function countModes(selections: readonly { readonly mode: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { mode } of selections) counts[mode] = (counts[mode] ?? 0) + 1;
  return counts;
}
