import { closeForExecution } from '../../../lib/approvals/close.ts';
import { createDynamoDbClient } from '../../../lib/aws/dynamodb-client.ts';
import { DynamoDbExecutionStore } from '../../../lib/aws/dynamodb-execution-store.ts';
import { DynamoDbGateStore } from '../../../lib/aws/dynamodb-gate-store.ts';
import { DynamoDbLockStore } from '../../../lib/aws/dynamodb-lock-store.ts';
import { DynamoDbSettlings } from '../../../lib/aws/dynamodb-settlings.ts';
import type { DispatchConfig } from '../../../lib/contracts/dispatch-config.ts';
import { METRICS } from '../../../lib/contracts/metrics.ts';
import type { EndDependencies } from '../../../lib/runbooks/end.ts';
import { systemClock } from '../../../lib/shared/clock.ts';
import { randomId } from '../../../lib/shared/ids.ts';
import { systemPause } from '../../../lib/shared/pause.ts';
import { systemRandom } from '../../../lib/shared/random.ts';
import type { Surroundings } from '../api-function.ts';
import { createApprovalPorts } from '../approvals/approval-ports.ts';
import { runbooksFile } from '../runbooks-file.ts';
import { createLeftovers } from './leftovers.ts';
import { createRunbookIncidents } from './runbook-incidents.ts';

export interface EndEnvironment {
  readonly CONTROL_TABLE: string;
  readonly DISPATCH_CONFIG: DispatchConfig;
}

/** The real world of whatever ends executions. */
export function createEndDependencies(
  environment: EndEnvironment,
  surroundings: Surroundings,
): EndDependencies {
  const { CONTROL_TABLE: table, DISPATCH_CONFIG: config } = environment;
  const client = createDynamoDbClient();
  const readRunbooks = runbooksFile();
  const approvals = createApprovalPorts(environment, surroundings);
  const transactor = { random: systemRandom, pause: systemPause, ids: randomId };
  return {
    executions: new DynamoDbExecutionStore(client, table, transactor),
    gates: new DynamoDbGateStore(client, table),
    locks: new DynamoDbLockStore(client, table),
    incidents: createRunbookIncidents({ ...transactor, client }, table),
    runbooks: { all: () => Promise.resolve(readRunbooks()) },
    approvals: { closeForExecution: (id, why) => closeForExecution(approvals, id, why) },
    leftovers: createLeftovers(client, table),
    settlings: new DynamoDbSettlings(client, table),
    clock: systemClock,
    config,
    onEnded: ({ mode, status }) => {
      const isFailure = mode === 'live' && (status === 'failed' || status === 'timed_out');
      if (isFailure) surroundings.metrics([{ name: METRICS.runbookFailures, value: 1 }]);
    },
  };
}
