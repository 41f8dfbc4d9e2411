import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { Clock } from '../shared/clock.ts';
import type { Recovery, Unrecovered } from '../shared/recovery.ts';
import type { ModelHealth } from './check.ts';
import { isFresh } from './freshness.ts';
import type { HealthStore } from './ports.ts';

export interface RecoveryDependencies {
  readonly store: Pick<HealthStore, 'read'>;
  readonly config: Pick<TrafficConfig, 'check_interval_ms'> & {
    readonly breaker: Pick<TrafficConfig['breaker'], 'restore_checks'>;
  };
  readonly clock: Clock;
}

/** A model is well again after so many healthy checks in a row, the last of them not long ago. */
export function createRecovery({ store, config, clock }: RecoveryDependencies): Recovery {
  const needed = config.breaker.restore_checks;

  const missing = (model: string, health: ModelHealth | undefined): Unrecovered[] => {
    if (!health)
      return [
        { model, healthyChecks: 0, needed, detail: `nobody has checked the health of ${model} (health_url)` },
      ];
    if (!isFresh(health, clock.now(), config.check_interval_ms)) {
      const at = new Date(health.checkedAt).toISOString();
      return [{ model, healthyChecks: 0, needed, detail: `${model} was last checked at ${at}` }];
    }
    const healthyChecks = health.consecutiveSuccesses;
    if (healthyChecks >= needed) return [];
    const detail = `${model} had ${healthyChecks} healthy checks in a row, ${needed} are needed (last one: ${health.reason})`;
    return [{ model, healthyChecks, needed, detail }];
  };

  return {
    unrecovered: async (models) => {
      const known = await store.read(models);
      return models.flatMap((model) => missing(model, known.get(model)));
    },
  };
}
