import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { newApproval } from '../../lib/approvals/approval.ts';
import { decide } from '../../lib/approvals/decide.ts';
import { askedTrace } from '../../lib/approvals/trace.ts';
import { DynamoDbApprovalStore } from '../../lib/aws/dynamodb-approval-store.ts';
import type { ApprovalItem } from '../../lib/contracts/approval-item.ts';
import { systemClock } from '../../lib/shared/clock.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { systemPause } from '../../lib/shared/pause.ts';
import { systemRandom } from '../../lib/shared/random.ts';
import { inParallel } from '../../rehearsal/parallel.ts';
import { aQuestion } from '../../test/support/approvals/builders.ts';
import type { Row } from '../bench.ts';
import { startCountedDynamoDb } from '../operations/counted-dynamodb.ts';
import { REGION, TABLES } from '../selections/environment.ts';

const APPROVALS = 400;
const AT_ONCE = 20;
const TIMEOUT_MS = 3_600_000;
const WRITES = /^(Put|Update|Delete|Transact)/;

/** Decisions of pending approvals by the real store, the user pool and Step Functions answering at once. */
export async function decisionRows(): Promise<readonly Row[]> {
  const { url, operations, close } = await startCountedDynamoDb();
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint: url, region: REGION, credentials });
  const transactor = { client, store: 'bench', random: systemRandom, pause: systemPause, ids: randomId };
  const store = new DynamoDbApprovalStore(transactor, TABLES.control);
  try {
    const approvals = await pending(store);
    operations.length = 0;
    const seconds = await decideAll(store, approvals);
    const written = operations.filter(({ name }) => WRITES.test(name));
    const units = (which: typeof operations) => which.reduce((sum, operation) => sum + operation.units, 0);
    return [
      { name: 'decisions', figure: APPROVALS / seconds, unit: 'a second', limit: { atLeast: 5 } },
      { name: 'a decision: write units', figure: units(written) / APPROVALS, unit: '' },
      {
        name: 'a decision: read units',
        figure: units(operations.filter(({ name }) => !WRITES.test(name))) / APPROVALS,
        unit: '',
      },
    ];
  } finally {
    client.destroy();
    await close();
  }
}

async function pending(store: DynamoDbApprovalStore): Promise<readonly ApprovalItem[]> {
  const executions = Array.from({ length: APPROVALS }, (_, index) => `execution-${index}`);
  const asked: ApprovalItem[] = [];
  await inParallel(executions, AT_ONCE, async (execution_id) => {
    const question = aQuestion({ execution: { execution_id, incident_id: `INC-${execution_id}` } });
    const approval = newApproval(question, systemClock.now(), TIMEOUT_MS);
    asked.push(await store.ask(approval, `token of ${execution_id}`, askedTrace(approval)));
  });
  return asked;
}

/** The seconds it took. Each is a decision of its own, or this throws. */
async function decideAll(store: DynamoDbApprovalStore, approvals: readonly ApprovalItem[]): Promise<number> {
  const deps = {
    store,
    clock: systemClock,
    people: { groupsOf: () => Promise.resolve(['approver']) },
    tasks: { isWaiting: () => Promise.resolve(true), succeed: () => Promise.resolve('taken' as const) },
    onUndelivered: (error: unknown) => {
      throw error;
    },
  };
  const startedAt = performance.now();
  await inParallel(approvals, AT_ONCE, async ({ approval_id: approvalId, plan_hash: planHash }) => {
    const verdict = { approvalId, planHash, decision: 'approve', actor: 'ada' } as const;
    const { status } = await decide(deps, { ...verdict, via: 'api', authority: 'pool' });
    if (status !== 'approved') throw new Error(`${approvalId} is ${status}`);
  });
  return (performance.now() - startedAt) / 1_000;
}
