import type { WatchDependencies } from '../../lib/approvals/watch.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbExecutionStore } from '../../lib/aws/dynamodb-execution-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { hasEnded } from '../../lib/runbooks/end.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { systemPause } from '../../lib/shared/pause.ts';
import { systemRandom } from '../../lib/shared/random.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createApprovalPorts } from '../shared/approvals/approval-ports.ts';

/** The real world of the approval-watch function. */
export function createDependencies(
  environment: EnvironmentOf<'approval-watch'>,
  surroundings: Surroundings,
): WatchDependencies {
  const { CONTROL_TABLE: table } = environment;
  const transactor = { random: systemRandom, pause: systemPause, ids: randomId };
  const executions = new DynamoDbExecutionStore(createDynamoDbClient(), table, transactor);
  return {
    ...createApprovalPorts(environment, surroundings),
    executions: {
      hasEnded: async (id) => {
        const execution = await executions.read(id);
        return execution !== undefined && hasEnded(execution);
      },
    },
    warnBeforeMs: environment.APPROVALS_CONFIG.warn_before_ms,
  };
}
