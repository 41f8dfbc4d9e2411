import { createCloudWatchClient } from '../../lib/aws/cloudwatch-client.ts';
import { CloudWatchAlarmLookout } from '../../lib/aws/cloudwatch-alarm-lookout.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts';
import { DynamoDbSettlings } from '../../lib/aws/dynamodb-settlings.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { alarmPrefix } from '../../lib/contracts/names.ts';
import type { UnattendedDependencies } from '../../lib/incidents/escalate-unattended.ts';
import { resolveWhileIdle } from '../../lib/incidents/resolve.ts';
import type { SettleDependencies } from '../../lib/runbooks/settle-incidents.ts';
import type { StartDependencies } from '../../lib/runbooks/start.ts';
import { controlTransactor } from '../shared/control-transactor.ts';

/** What the watch needs to end incidents, and to ask for people. */
export function createOpenIncidents(
  environment: EnvironmentOf<'runbook-watch'>,
  start: StartDependencies,
): { readonly settle: SettleDependencies; readonly unattended: UnattendedDependencies } {
  const { CONTROL_TABLE: table, STAGE, INCIDENTS_CONFIG: config } = environment;
  const { clock } = start;
  const client = createDynamoDbClient();
  const store = new DynamoDbIncidentStore(controlTransactor(client), table);
  return {
    settle: {
      ...start,
      settlings: new DynamoDbSettlings(client, table),
      alarms: new CloudWatchAlarmLookout(createCloudWatchClient(), alarmPrefix(STAGE)),
      closing: {
        resolveIdle: ({ incidentId, resolution, ...idle }) =>
          resolveWhileIdle({ store, clock }, incidentId, { resolution, idle }),
        escalate: (incidentId, line) => store.escalate(incidentId, line),
      },
      settleWithinMs: config.settle_within_ms,
    },
    unattended: { store, clock, afterMs: config.escalate_after_ms },
  };
}
