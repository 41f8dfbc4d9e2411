import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import type { Leftovers } from '../../../lib/runbooks/ports.ts';

/** A runaway pauses its run before any runbook looks at it: whatever ends without resuming it leaves it so. */
export function createLeftovers(client: DynamoDBClient, table: string): Leftovers {
  const runs = new DynamoDbRunStore(client, table);
  return {
    of: async ({ resource }) => {
      const runId = /^run#(.+)$/.exec(resource)?.[1];
      const run = runId === undefined ? undefined : await runs.read(runId);
      if (run?.status !== 'paused' && run?.status !== 'pausing') return [];
      return [{ kind: 'run_left_paused', run_id: run.run_id }];
    },
  };
}
