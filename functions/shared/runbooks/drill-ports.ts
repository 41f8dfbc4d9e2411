import { DynamoDbDrillStore } from '../../../lib/aws/dynamodb-drill-store.ts';
import { createDynamoDbClient } from '../../../lib/aws/dynamodb-client.ts';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import type { DrillStore, DrillSubjects } from '../../../lib/runbooks/drills/ports.ts';
import { controlTransactor } from '../control-transactor.ts';

/** What drills are kept in, and what they are made with. */
export function createDrillPorts({ CONTROL_TABLE: table }: { readonly CONTROL_TABLE: string }): {
  readonly drills: DrillStore;
  readonly subjects: DrillSubjects;
} {
  const client = createDynamoDbClient();
  const runs = new DynamoDbRunStore(client, table);
  return {
    drills: new DynamoDbDrillStore(controlTransactor(client), table),
    subjects: { newestRun: async () => (await runs.list({ limit: 1 })).items[0]?.run_id },
  };
}
