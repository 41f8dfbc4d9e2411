import type { Held } from '../../../lib/approvals/ports.ts';
import { DynamoDbCheckpointStore } from '../../../lib/aws/dynamodb-checkpoint-store.ts';
import { createDynamoDbClient } from '../../../lib/aws/dynamodb-client.ts';
import { DynamoDbLockStore } from '../../../lib/aws/dynamodb-lock-store.ts';
import { LockLostError } from '../../../lib/runbooks/lock-errors.ts';
import type { LockClaim, StepLocks } from '../../../lib/runbooks/ports.ts';

/** What a pending approval keeps from going away: the checkpoints of its plan, and the lock of its execution. */
export function createHeld({ CONTROL_TABLE }: { readonly CONTROL_TABLE: string }): Held {
  const client = createDynamoDbClient();
  const checkpoints = new DynamoDbCheckpointStore(client, CONTROL_TABLE);
  const locks = new DynamoDbLockStore(client, CONTROL_TABLE);
  return {
    checkpoint: async ({ run_id, attempt, step }, until) => {
      const record = await checkpoints.find(run_id, { attempt, step });
      return record !== undefined && checkpoints.hold(record, until);
    },
    lock: ({ resource, execution_id: owner, fence }, until) =>
      renew(locks, { resource, owner, fence }, until),
  };
}

async function renew(locks: StepLocks, claim: LockClaim, until: number): Promise<boolean> {
  try {
    await locks.renew(claim, until);
    return true;
  } catch (error) {
    if (error instanceof LockLostError) return false;
    throw error;
  }
}
