import { runOnPlant, type RunOptions } from './run-on-plant.ts';
import { CONFIGURED, TargetPlant, type PlantState } from './target-plant.ts';

export const API = 'api_high_latency_scaleup';
export const DATABASE = 'database_connection_failure';
export const CACHE = 'cache_service_failure';

/** What each of them is for. */
export const BROKEN = {
  slow: { replicas: 4 },
  down: { database: 'down' },
  exhausted: { pool: 'exhausted' },
  cacheDown: { cache: 'down', isWarm: false },
} as const satisfies Record<string, Partial<PlantState>>;

export async function run(
  id: string,
  broken: Partial<PlantState>,
  options: RunOptions = {},
  configured = CONFIGURED,
) {
  const plant = new TargetPlant(broken, configured);
  return { plant, ...(await runOnPlant(id, plant, options)) };
}
