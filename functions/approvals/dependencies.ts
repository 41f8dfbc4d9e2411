import { CognitoPeople } from '../../lib/aws/cognito-people.ts';
import { createCognitoClient } from '../../lib/aws/cognito-client.ts';
import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbIdempotencyStore } from '../../lib/aws/dynamodb-idempotency-store.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createApprovalPorts } from '../shared/approvals/approval-ports.ts';
import type { ApprovalsDependencies } from './approvals.ts';

/** The real world of the approvals function. */
export function createDependencies(
  environment: EnvironmentOf<'approvals'>,
  surroundings: Surroundings,
): ApprovalsDependencies {
  return {
    ...createApprovalPorts(environment, surroundings),
    idempotency: {
      store: new DynamoDbIdempotencyStore(createDynamoDbClient(), environment.CONTROL_TABLE),
      clock: systemClock,
      ids: randomId,
    },
    people: new CognitoPeople(createCognitoClient(), environment.USER_POOL_ID),
  };
}
