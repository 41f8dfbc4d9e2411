import type { TargetOperation } from '../../lib/contracts/target-operation.ts';
import { restartFleet, scaleTo } from './api-fleet.ts';
import { restartCache, warmUp, type Cache } from './cache.ts';
import { resetPool, restartDatabase } from './database.ts';
import type { PlantState } from './plant-state.ts';

/** One of the parts that runbooks act on. */
export type PartName = 'api' | 'database' | 'cache';

export type Order = TargetOperation & { readonly maxRequestsPerSecond?: number };

/** What became of an order: a plant that it changed, or why it can't be followed now. */
export type Done =
  | { readonly state: PlantState; readonly detail: string }
  | { readonly busy: string }
  | { readonly unknown: string };

type Follow = (state: PlantState, order: Order, now: number) => Done;

const PARTS: Readonly<Record<PartName, Partial<Record<TargetOperation['name'], Follow>>>> = {
  api: {
    scale: (state, order, now) => {
      const replicas = 'replicas' in order ? order.replicas : 0;
      const detail = replicas > state.api.replicas ? `scaled to ${replicas}` : 'scaled already';
      return { state: { ...state, api: scaleTo(state.api, replicas, now) }, detail };
    },
    restart: (state, _order, now) => ({
      state: { ...state, api: restartFleet(state.api, now) },
      detail: 'restarted, one replica after the other',
    }),
  },
  database: {
    restart: (state, _order, now) => ({
      state: { ...state, database: restartDatabase(state.database, now) },
      detail: 'restarted',
    }),
    reset_pool: (state) => ({
      state: { ...state, database: resetPool(state.database) },
      detail: 'closed all connections',
    }),
    enable_read_replica: (state) => ({
      state: { ...state, database: { ...state.database, readsReplica: true } },
      detail: 'sends reads to the replica',
    }),
  },
  cache: {
    restart: (state, _order, now) => changed(state, restartCache(state.cache, now), 'restarted, empty'),
    bypass_cache: (state, { maxRequestsPerSecond: mostPerSecond = Infinity }) =>
      changed(state, { ...state.cache, bypass: { mostPerSecond } }, 'bypassed'),
    end_bypass: (state) => changed(state, { ...state.cache, bypass: undefined }, 'bypassed no more'),
    warm_cache: (state, _order, now) => {
      const cache = warmUp(state.cache, now);
      return cache
        ? changed(state, cache, 'filled')
        : { busy: 'it does not answer, so nothing can be put in' };
    },
  },
};

/** Does to a part what it is told. */
export function follow(
  state: PlantState,
  part: PartName,
  { order, now }: { order: Order; now: number },
): Done {
  const how = PARTS[part][order.name];
  return how ? how(state, order, now) : { unknown: `nothing here can ${order.name} the ${part}` };
}

function changed(state: PlantState, cache: Cache, detail: string): Done {
  return { state: { ...state, cache }, detail };
}
