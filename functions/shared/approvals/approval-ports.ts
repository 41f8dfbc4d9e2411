import { DynamoDbApprovalStore } from '../../../lib/aws/dynamodb-approval-store.ts';
import { createDynamoDbClient } from '../../../lib/aws/dynamodb-client.ts';
import { createSfnClient } from '../../../lib/aws/sfn-client.ts';
import { SfnWaitingTasks } from '../../../lib/aws/sfn-waiting-tasks.ts';
import { systemClock } from '../../../lib/shared/clock.ts';
import { randomId } from '../../../lib/shared/ids.ts';
import { systemPause } from '../../../lib/shared/pause.ts';
import { systemRandom } from '../../../lib/shared/random.ts';
import type { Surroundings } from '../api-function.ts';

/** What every function that deals with approvals has in common. */
export function createApprovalPorts(
  { CONTROL_TABLE }: { readonly CONTROL_TABLE: string },
  { log }: Surroundings,
) {
  const transactor = {
    client: createDynamoDbClient(),
    store: 'control table',
    random: systemRandom,
    pause: systemPause,
    ids: randomId,
  };
  return {
    store: new DynamoDbApprovalStore(transactor, CONTROL_TABLE),
    tasks: new SfnWaitingTasks(createSfnClient()),
    clock: systemClock,
    onUndelivered: (error: unknown) => {
      log.error('A state machine could not be told of its approval, and will be told again', error);
    },
  };
}
