import { createCloudWatchClient } from '../../../../lib/aws/cloudwatch-client.ts';
import { CloudWatchLatencySource } from '../../../../lib/aws/cloudwatch-latency-source.ts';
import { DynamoDbBreakerStore } from '../../../../lib/aws/dynamodb-breaker-store.ts';
import { createDynamoDbClient } from '../../../../lib/aws/dynamodb-client.ts';
import { DynamoDbFencedBreakers } from '../../../../lib/aws/dynamodb-fenced-breakers.ts';
import { DynamoDbFencedSettings } from '../../../../lib/aws/dynamodb-fenced-settings.ts';
import { DynamoDbHealthStore } from '../../../../lib/aws/dynamodb-health-store.ts';
import { DynamoDbTrafficSettingsStore } from '../../../../lib/aws/dynamodb-traffic-settings-store.ts';
import type { Breaker } from '../../../../lib/breakers/breaker.ts';
import type { BreakerStore, FencedBreakers } from '../../../../lib/breakers/ports.ts';
import type { HeldLock } from '../../../../lib/contracts/lock-item.ts';
import type { TrafficConfig } from '../../../../lib/contracts/traffic-config.ts';
import type { HealthStore } from '../../../../lib/health/ports.ts';
import { systemClock, type Clock } from '../../../../lib/shared/clock.ts';
import type { IdSource } from '../../../../lib/shared/ids.ts';
import type { LatencySource, TrafficSettingsStore } from '../../../../lib/traffic/ports.ts';
import type { Surroundings } from '../../api-function.ts';
import { createBreakerMetrics } from '../../breaker-metrics.ts';
import { controlTransactor } from '../../control-transactor.ts';
import { trafficFile } from '../../traffic-file.ts';
import { createSignalDependencies, type SignalActionDependencies } from '../signals/dependencies.ts';

/** What the actions on models and modes are made of. */
export interface ModelActionDependencies extends SignalActionDependencies {
  /** Read when it is first asked for. */
  readonly config: TrafficConfig;
  readonly breakers: Pick<BreakerStore, 'read' | 'sum'>;
  readonly fencedBreakers: FencedBreakers;
  readonly health: Pick<HealthStore, 'read'>;
  readonly settings: Pick<TrafficSettingsStore, 'read'>;
  /** Settings that are written only while the lock is held. */
  readonly settingsUnder: (lock: HeldLock) => TrafficSettingsStore;
  readonly latency: LatencySource;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Told of each transition of a breaker. Must not throw. */
  readonly publish: (breaker: Breaker) => void;
}

export interface ModelEnvironment {
  readonly CONTROL_TABLE: string;
  readonly METRICS_NAMESPACE: string;
}

export function createModelDependencies(
  { CONTROL_TABLE: table, METRICS_NAMESPACE }: ModelEnvironment,
  { metrics }: Surroundings,
  readConfig: () => TrafficConfig = trafficFile(),
): ModelActionDependencies {
  const client = createDynamoDbClient();
  const transactor = controlTransactor(client);
  const settings = new DynamoDbTrafficSettingsStore(client, table);
  return {
    ...createSignalDependencies(),
    get config() {
      return readConfig();
    },
    breakers: new DynamoDbBreakerStore(client, table),
    fencedBreakers: new DynamoDbFencedBreakers(transactor, table),
    health: new DynamoDbHealthStore(client, table),
    settings,
    settingsUnder: (lock) => new DynamoDbFencedSettings(settings, { ...transactor, table }, lock),
    latency: new CloudWatchLatencySource(createCloudWatchClient(), METRICS_NAMESPACE),
    clock: systemClock,
    ids: transactor.ids,
    publish: createBreakerMetrics(metrics).publishTransition,
  };
}
