import { answers } from './cache.ts';
import { isServing } from './database.ts';
import type { PartName } from './operations.ts';
import type { PlantState } from './plant-state.ts';

/** How a part is, as a check of its webhook says it. */
export interface Inspection {
  readonly healthy: boolean;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly detail: string;
}

const INSPECT: Readonly<Record<PartName, (state: PlantState, now: number) => Inspection>> = {
  api: ({ api: { replicas, ready }, felt: { api } }) => {
    const slowestMs = Math.round(api.latenciesMs.at(-1) ?? 0);
    return {
      healthy: ready >= replicas && api.cpuPercent < 90 && slowestMs < 2_500,
      values: { replicas, ready, waiting: Math.round(api.waiting), cpu_percent: Math.round(api.cpuPercent) },
      detail: `${ready} of ${replicas} replicas answer, ${Math.round(api.waiting)} requests wait, up to ${slowestMs} ms`,
    };
  },
  database: ({ database, felt }, now) => {
    const { takenPercent } = felt.database;
    const { poolSize } = database;
    const primary = primaryOf(database, now);
    const taken = Math.round((poolSize * takenPercent) / 100);
    return {
      // Of the database itself: a pool of its clients says nothing about it.
      healthy: primary === 'up',
      values: { primary, pool_size: poolSize, pool_taken: taken, read_replica: database.readsReplica },
      detail: `the primary is ${primary}, ${taken} of ${poolSize} connections are taken`,
    };
  },
  cache: ({ cache, felt }, now) => {
    const { hitsPerSecond = 0, missesPerSecond = 0 } = felt.cache.asked ?? {};
    const isUp = answers(cache, now);
    const server = isUp ? 'up' : cache.server === 'up' ? 'restarting' : 'down';
    const hitPercent = isUp
      ? Math.round((100 * hitsPerSecond) / Math.max(1, hitsPerSecond + missesPerSecond))
      : 0;
    return {
      healthy: isUp,
      values: { server, bypassed: cache.bypass !== undefined, hit_percent: hitPercent },
      detail: `the cache is ${server}${cache.bypass ? ' and bypassed' : `, ${hitPercent} % is found in it`}`,
    };
  },
};

export function inspect(state: PlantState, part: PartName, now: number): Inspection {
  return INSPECT[part](state, now);
}

function primaryOf(database: PlantState['database'], now: number): 'up' | 'down' | 'restarting' {
  if (database.primary !== 'up') return 'down';
  return isServing(database, now) ? 'up' : 'restarting';
}
