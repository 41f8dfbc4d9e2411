import { DynamoDbBreakerStore } from '../../lib/aws/dynamodb-breaker-store.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbHealthStore } from '../../lib/aws/dynamodb-health-store.ts';
import { createBreakerReports } from '../../lib/breakers/reports.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { METRICS } from '../../lib/contracts/metrics.ts';
import type { ProberDependencies } from '../../lib/health/prober.ts';
import { healthTargets } from '../../lib/health/targets.ts';
import { createAddressRule } from '../../lib/http/address-rule.ts';
import { createGuardedHttp } from '../../lib/http/guarded-http.ts';
import { createHealthProbe } from '../../lib/http/http-health-probe.ts';
import { createResolve } from '../../lib/http/resolve.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { systemRandom } from '../../lib/shared/random.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createBreakerMetrics } from '../shared/breaker-metrics.ts';
import { pointsOf } from './points.ts';

/** The real world of the health prober. */
export function createDependencies(
  environment: EnvironmentOf<'health-prober'>,
  { metrics }: Surroundings,
): ProberDependencies {
  const { TRAFFIC_CONFIG, HEALTH_CONFIG, HEALTH_URLS, INTERNAL_ADDRESSES, CONTROL_TABLE } = environment;
  const client = createDynamoDbClient();
  const http = createGuardedHttp({
    isAllowed: createAddressRule(INTERNAL_ADDRESSES),
    resolve: createResolve(),
  });
  const breakers = createBreakerReports({
    store: new DynamoDbBreakerStore(client, CONTROL_TABLE),
    config: TRAFFIC_CONFIG,
    clock: systemClock,
    random: systemRandom,
    ids: randomId,
    publish: createBreakerMetrics(metrics).publishTransition,
  });
  return {
    targets: healthTargets(HEALTH_CONFIG, HEALTH_URLS),
    probe: createHealthProbe(http),
    store: new DynamoDbHealthStore(client, CONTROL_TABLE),
    listeners: [breakers],
    publish: (check, health) => {
      metrics(pointsOf(check, health));
    },
    publishRound: () => {
      metrics([{ name: METRICS.healthCheckRounds, value: 1 }]);
    },
    clock: systemClock,
    ids: randomId,
  };
}
