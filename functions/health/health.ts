import type { ModelHealthAnswer, ModelsHealthAnswer } from '../../lib/contracts/answers/breakers.ts';
import type { ModelHealth } from '../../lib/health/check.ts';
import type { HealthStore } from '../../lib/health/ports.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';

export interface HealthDependencies {
  readonly models: readonly string[];
  /** Those with a health URL. */
  readonly probed: readonly string[];
  readonly store: Pick<HealthStore, 'read'>;
}

/** GET /v1/health/models */
export function healthRoutes({ models, probed, store }: HealthDependencies) {
  return {
    'GET /v1/health/models': route({
      roles: ['viewer', 'operator', 'approver'],
      handle: async () => {
        const known = await store.read(probed);
        const answers = models.map(
          (model) => [model, toAnswer(probed.includes(model), known.get(model))] as const,
        );
        return resource({ models: Object.fromEntries(answers) } satisfies ModelsHealthAnswer);
      },
    }),
  };
}

function toAnswer(isProbed: boolean, health: ModelHealth | undefined): ModelHealthAnswer {
  if (!health) {
    const reason = isProbed ? 'not checked yet' : 'never checked: it has no health URL';
    return {
      healthy: true,
      probed: isProbed,
      consecutive_failures: 0,
      consecutive_successes: 0,
      latency_ms: null,
      checked_at: null,
      reason,
    };
  }
  return {
    healthy: health.healthy,
    probed: isProbed,
    consecutive_failures: health.consecutiveFailures,
    consecutive_successes: health.consecutiveSuccesses,
    latency_ms: health.latencyMs,
    checked_at: new Date(health.checkedAt).toISOString(),
    reason: health.reason,
  };
}
