import { pendingApprovals } from '../../lib/approvals/pending.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbIdempotencyStore } from '../../lib/aws/dynamodb-idempotency-store.ts';
import { createSfnClient } from '../../lib/aws/sfn-client.ts';
import { SfnHistory } from '../../lib/aws/sfn-history.ts';
import { SfnMachines } from '../../lib/aws/sfn-machines.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { createUlidSource } from '../../lib/shared/ulid.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createApprovalPorts } from '../shared/approvals/approval-ports.ts';
import { createDrillPorts } from '../shared/runbooks/drill-ports.ts';
import { createStartDependencies } from '../shared/runbooks/start-dependencies.ts';
import type { RunbooksDependencies } from './ports.ts';

/** The real world of the runbooks function. */
export function createDependencies(
  environment: EnvironmentOf<'runbooks'>,
  surroundings: Surroundings,
): RunbooksDependencies {
  const { CONTROL_TABLE, STAGE: stage, STATES_ARN: arn } = environment;
  const start = createStartDependencies(environment, surroundings);
  const approvals = createApprovalPorts(environment, surroundings);
  const sfn = createSfnClient();
  return {
    ...start,
    ...createDrillPorts(environment),
    approvals: { ...start.approvals, pending: () => pendingApprovals(approvals.store) },
    history: new SfnHistory(sfn, new SfnMachines(sfn, { stage, arn })),
    ids: createUlidSource(systemClock),
    idempotency: {
      store: new DynamoDbIdempotencyStore(createDynamoDbClient(), CONTROL_TABLE),
      clock: systemClock,
      ids: randomId,
    },
    metrics: surroundings.metrics,
  };
}
