import type { PlantState } from './plant-state.ts';

interface PlantFault {
  readonly target: 'api' | 'database' | 'cache';
  /** For people: what happens, and what helps. */
  readonly description: string;
  strike(state: PlantState): PlantState;
}

/** Three times the requests: more than seven replicas can do, and less than eight. */
const SURGE_PER_SECOND = 120;

/** What can be broken. Nothing of it mends by itself; the last three are beyond what runbooks can do. */
export const FAULTS = {
  api_high_latency: {
    target: 'api',
    description: 'Three times the requests: they queue, and wait for seconds, until there are eight replicas',
    strike: (state) => ({ ...state, requestsPerSecond: SURGE_PER_SECOND }),
  },
  database_pool_exhausted: {
    target: 'database',
    description: 'Connections are taken and not given back until every query fails; resetting the pool helps',
    strike: (state) => ({ ...state, database: { ...state.database, leaksPerSecond: 4 } }),
  },
  database_down: {
    target: 'database',
    description: 'The primary hangs: connecting times out and every query fails, until it is restarted',
    strike: (state) => ({ ...state, database: { ...state.database, primary: 'down' } }),
  },
  cache_down: {
    target: 'cache',
    description:
      'The cache refuses connections until it is restarted; it comes back empty, and warming fills it',
    strike: (state) => ({ ...state, cache: { ...state.cache, server: 'down' } }),
  },
  api_slow_release: {
    target: 'api',
    description:
      'Each request takes six seconds by itself: more replicas do not help, nor does anything else',
    strike: (state) => ({ ...state, api: { ...state.api, serviceMs: 6_000 } }),
  },
  database_lost: {
    target: 'database',
    description: 'The primary hangs, and does so again after each restart',
    strike: (state) => ({ ...state, database: { ...state.database, primary: 'lost' } }),
  },
  cache_lost: {
    target: 'cache',
    description: 'The cache refuses connections, and does so again after each restart',
    strike: (state) => ({ ...state, cache: { ...state.cache, server: 'lost' } }),
  },
} as const satisfies Record<string, PlantFault>;

export type FaultName = keyof typeof FAULTS;
