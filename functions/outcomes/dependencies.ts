import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbBreakerStore } from '../../lib/aws/dynamodb-breaker-store.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbLeaseStore } from '../../lib/aws/dynamodb-lease-store.ts';
import { DynamoDbOutcomeLedger } from '../../lib/aws/dynamodb-outcome-ledger.ts';
import { DynamoDbSigningKeyStore } from '../../lib/aws/dynamodb-signing-key-store.ts';
import { createBreakerReports } from '../../lib/breakers/reports.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { readLease } from '../../lib/leases/lease.ts';
import { createReturns } from '../../lib/leases/leases.ts';
import type { BreakerFeed } from '../../lib/outcomes/ports.ts';
import { createReporter } from '../../lib/outcomes/report.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { systemRandom } from '../../lib/shared/random.ts';
import type { StoreError } from '../../lib/shared/store-errors.ts';
import { createSelectionReader } from '../../lib/traffic/selection-id.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createBreakerMetrics } from '../shared/breaker-metrics.ts';
import type { MetricWriter } from '../shared/metrics.ts';
import { pointsOf } from './points.ts';
import { controlTransactor } from '../shared/control-transactor.ts';

type Environment = EnvironmentOf<'outcomes'>;

/** The real world of the outcomes function. */
export function createDependencies(environment: Environment, { log, metrics }: Surroundings) {
  const { TRAFFIC_CONFIG: config, CONTROL_TABLE } = environment;
  const client = createDynamoDbClient();
  const keys = new DynamoDbSigningKeyStore(client, CONTROL_TABLE);
  const claims = createSelectionReader(() => keys.load());
  const onStoreError = (error: StoreError): void => {
    log.error('A batch of outcomes was answered without a store', error);
  };
  const transactor = controlTransactor(client);
  const report = createReporter({
    ledger: new DynamoDbOutcomeLedger(transactor, CONTROL_TABLE),
    breakers: breakerFeed(client, environment, metrics),
    leases: createReturns(config.load_balancing, new DynamoDbLeaseStore(client, CONTROL_TABLE)),
    claims,
    isLeaseOf: (leaseId, selection) => readLease(leaseId, selection) !== undefined,
    modeModels: config.mode_models,
    clock: systemClock,
    publish: (outcomes, answer) => {
      for (const line of pointsOf(outcomes, answer)) metrics(line);
    },
    onStoreError,
  });
  /** One cheap read before the first request. If it fails, that request tries again, and says so. */
  const warmUp = async (): Promise<void> => {
    await claims().catch((error: unknown) => {
      log.error('The key of selection ids could not be read yet', error);
    });
  };
  return { report, warmUp };
}

/** Outcomes in the words of the breakers. */
function breakerFeed(client: DynamoDBClient, environment: Environment, metrics: MetricWriter): BreakerFeed {
  const plans = createBreakerReports({
    store: new DynamoDbBreakerStore(client, environment.CONTROL_TABLE),
    config: environment.TRAFFIC_CONFIG,
    clock: systemClock,
    random: systemRandom,
    ids: randomId,
    publish: createBreakerMetrics(metrics).publishTransition,
  });
  return {
    prepare: (outcomes) =>
      plans.prepare(
        outcomes.map(({ models, status, latencyMs, selection }) => ({
          models,
          status,
          latencyMs,
          nonce: selection.nonce,
          selectedAt: selection.at,
        })),
      ),
  };
}
