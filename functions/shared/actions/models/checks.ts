import type { ModelHealth } from '../../../../lib/health/check.ts';
import { isFresh } from '../../../../lib/health/freshness.ts';
import type { ModelActionDependencies } from './dependencies.ts';

/** Of each model the newest health check, where it is new enough to say how the model is now. */
export async function freshChecks(
  { health, clock, config }: Pick<ModelActionDependencies, 'health' | 'clock' | 'config'>,
  models: readonly string[],
): Promise<ReadonlyMap<string, ModelHealth>> {
  const now = clock.now();
  const known = await health.read(models);
  return new Map([...known].filter(([, check]) => isFresh(check, now, config.check_interval_ms)));
}
