import { createDynamoDbClient } from '../../../lib/aws/dynamodb-client.ts';
import { DynamoDbIdempotencyStore } from '../../../lib/aws/dynamodb-idempotency-store.ts';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import type { TrainingConfig } from '../../../lib/contracts/training-config.ts';
import { systemClock } from '../../../lib/shared/clock.ts';
import { randomId } from '../../../lib/shared/ids.ts';
import { systemRandom } from '../../../lib/shared/random.ts';
import { createUlidSource } from '../../../lib/shared/ulid.ts';
import type { RunPublisher } from '../../../lib/training/ports.ts';
import type { WindowsReader } from '../../../lib/training/windows.ts';
import type { Surroundings } from '../api-function.ts';
import { createBackOff } from './back-off.ts';
import { pointsOf } from './run-points.ts';

export interface RunEnvironment {
  readonly CONTROL_TABLE: string;
  readonly TRAINING_CONFIG: TrainingConfig;
}

/** What every function that changes runs is made of. */
export function createRunDependencies(
  { CONTROL_TABLE, TRAINING_CONFIG: config }: RunEnvironment,
  { log, metrics }: Surroundings,
) {
  const client = createDynamoDbClient();
  const publish: RunPublisher = (event) => {
    metrics(pointsOf(event));
  };
  const onCorruptWindows: WindowsReader['onCorruptWindows'] = (runId, error) => {
    log.error(`The windows of the run ${runId} begin anew`, error);
  };
  return {
    config,
    store: new DynamoDbRunStore(client, CONTROL_TABLE),
    idempotency: {
      store: new DynamoDbIdempotencyStore(client, CONTROL_TABLE),
      clock: systemClock,
      ids: randomId,
    },
    clock: systemClock,
    ids: createUlidSource(systemClock),
    backOff: createBackOff(systemRandom),
    publish,
    onCorruptWindows,
  };
}
