import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbRunStore } from '../../lib/aws/dynamodb-run-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import type { WatchDependencies } from '../../lib/training/watch-runs.ts';

/** The real world of the training-watch function. */
export function createDependencies(environment: EnvironmentOf<'training-watch'>): WatchDependencies {
  return {
    store: new DynamoDbRunStore(createDynamoDbClient(), environment.CONTROL_TABLE),
    clock: systemClock,
    ids: randomId,
    stalledAfterMs: environment.STALLED_AFTER_MS,
  };
}
