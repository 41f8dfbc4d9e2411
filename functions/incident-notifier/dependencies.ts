import { DynamoDbApprovalStore } from '../../lib/aws/dynamodb-approval-store.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts';
import { DynamoDbNotificationOutbox } from '../../lib/aws/dynamodb-notification-outbox.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { createChannels } from './channels.ts';
import { controlTransactor } from '../shared/control-transactor.ts';

/** Of the function's 60 s: no delivery is begun after them. */
const PATIENCE_MS = 40_000;
/** Longer than the function may run. */
const CLAIM_MS = 90_000;

/** The real world of the incident notifier. */
export function createDependencies(environment: EnvironmentOf<'incident-notifier'>) {
  const { CONTROL_TABLE, NOTIFICATIONS_LATE_AFTER_MS, NOTIFICATIONS_GIVEN_UP_AFTER_MS } = environment;
  const client = createDynamoDbClient();
  const transactor = controlTransactor(client);
  const approvals = new DynamoDbApprovalStore(transactor, CONTROL_TABLE);
  return {
    outbox: new DynamoDbNotificationOutbox(client, CONTROL_TABLE),
    incidents: new DynamoDbIncidentStore(transactor, CONTROL_TABLE),
    channels: createChannels(environment, { client, approval: (id) => approvals.read(id) }),
    clock: systemClock,
    claimMs: CLAIM_MS,
    patienceMs: PATIENCE_MS,
    lateAfterMs: NOTIFICATIONS_LATE_AFTER_MS,
    givenUpAfterMs: NOTIFICATIONS_GIVEN_UP_AFTER_MS,
  };
}
