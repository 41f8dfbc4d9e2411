import { DynamoDbApprovalStore } from '../../../lib/aws/dynamodb-approval-store.ts';
import { createDynamoDbClient } from '../../../lib/aws/dynamodb-client.ts';
import { createSfnClient } from '../../../lib/aws/sfn-client.ts';
import { SfnWaitingTasks } from '../../../lib/aws/sfn-waiting-tasks.ts';
import { systemClock } from '../../../lib/shared/clock.ts';
import type { Surroundings } from '../api-function.ts';
import { controlTransactor } from '../control-transactor.ts';

/** What every function that deals with approvals has in common. */
export function createApprovalPorts(
  { CONTROL_TABLE }: { readonly CONTROL_TABLE: string },
  { log }: Surroundings,
) {
  const transactor = controlTransactor(createDynamoDbClient());
  return {
    store: new DynamoDbApprovalStore(transactor, CONTROL_TABLE),
    tasks: new SfnWaitingTasks(createSfnClient()),
    clock: systemClock,
    onUndelivered: (error: unknown) => {
      log.error('A state machine could not be told of its approval, and will be told again', error);
    },
  };
}
