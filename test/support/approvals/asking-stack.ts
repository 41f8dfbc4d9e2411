import { PutItemCommand, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { LocalStack } from '../../../local/stack.ts';
import { DynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts';
import type { ExecutionInput } from '../../../lib/contracts/runbook-execution.ts';
import { APPROVAL_KEYS, INCIDENT_KEYS, LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { machineName } from '../../../lib/contracts/runbook-names.ts';
import { createUlidSource } from '../../../lib/shared/ulid.ts';
import { stepFunctionsClient } from '../approval-app/step-functions-client.ts';
import { awsClients } from '../aws-clients.ts';
import { anIncident } from '../incidents/builders.ts';
import { aTransactor } from '../outcomes/transactor.ts';
import { anExecution } from '../runbooks/a-step.ts';
import { until } from '../until.ts';

/** A runbook of one step, which a person approves. */
export const ASKING = `
asking:
  title: Ask somebody
  severity: sev4
  automation: semi_automatic
  expected_recovery: 1m
  components: [Test]
  resource: thing#{name}
  inputs:
    name: What it is about
  incident:
    title: Asking
    description: Somebody has to be asked
  steps:
    act:
      name: Do what cannot be taken back
      action: incident.note
      approval: true
      inputs:
        text: '{% "Done to " & $execution.input.name %}'
      timeout: 60s
      no_compensation: What is said is said
`;

type Status = Readonly<Record<'status' | 'error' | 'cause' | 'output', unknown>>;

export interface Asked {
  readonly executionArn: string;
  readonly input: ExecutionInput;
  readonly approvalId: string;
  readonly token: string;
}

/** The runbook `asking` on a running stack, started as the dispatcher starts runbooks, and what comes of it. */
export function askingOn(stack: LocalStack) {
  const clients = awsClients(stack);
  const call = stepFunctionsClient(stack);
  const ulid = createUlidSource({ now: () => stack.clock.now() });
  const table = stack.outputs['ControlTableName'] ?? '';
  const incidents = new DynamoDbIncidentStore(aTransactor(clients.dynamodb), table);
  const itemsOf = (pk: string) => query(clients.dynamodb, table, pk);
  const describe = (executionArn: string) => call<Status>('DescribeExecution', { executionArn });

  const waiting = async (input: ExecutionInput, executionArn: string, asking = 1): Promise<Asked> => {
    let found: Asked | undefined;
    await until(async () => {
      // First of all: by then the record of an earlier asking is settled, and that of this one is there.
      if ((await askings(executionArn)) < asking) return false;
      const open = await itemsOf(APPROVAL_KEYS.open);
      const own = open.filter((line) => line['execution_id'] === input.execution_id);
      for (const { approval_id } of own) {
        const items = await itemsOf(APPROVAL_KEYS.record(String(approval_id)).pk);
        const kept = await itemsOf(APPROVAL_KEYS.token(String(approval_id)).pk);
        const [token] = kept.flatMap(({ tokens }) => [...(tokens as Set<string>)]);
        if (token !== undefined && items.some(({ sk, status }) => sk === 'approval' && status === 'pending'))
          found = { executionArn, input, approvalId: String(approval_id), token };
      }
      return found !== undefined;
    });
    if (!found) throw new Error('Nobody is asked');
    return found;
  };

  const history = async (executionArn: string) =>
    (
      await call<{ events: readonly { readonly type: string; readonly [detail: string]: unknown }[] }>(
        'GetExecutionHistory',
        { executionArn, maxResults: 1_000 },
      )
    ).events;

  /** How often the machine has begun to wait for somebody. */
  const askings = async (executionArn: string) =>
    (await history(executionArn)).filter(({ type }) => type === 'TaskSubmitted').length;

  const timeline = async ({ input }: Asked) => {
    const items = await itemsOf(INCIDENT_KEYS.record(input.incident_id ?? '').pk);
    return items.map(({ text }) => String(text));
  };

  return {
    call,
    ask: async (change: Partial<ExecutionInput> = {}): Promise<Asked> => {
      const execution_id = ulid();
      const resource = `thing#${execution_id}`;
      const input = anExecution({
        execution_id,
        resource,
        runbook: 'asking',
        incident_id: `INC-${ulid()}`,
        input: { name: 'it' },
        ...change,
      });
      const incident = anIncident({ ulid: (input.incident_id ?? '').slice('INC-'.length), title: 'Asking' });
      await incidents.open(incident, []);
      const lock = { resource, fence: input.fence, owner: execution_id, until: stack.clock.now() + 900_000 };
      await clients.dynamodb.send(
        new PutItemCommand({ TableName: table, Item: marshall({ ...LOCK_KEYS.lock(resource), ...lock }) }),
      );
      const { executionArn } = await call<{ executionArn: string }>('StartExecution', {
        stateMachineArn: `arn:aws:states:${stack.region}:000000000000:stateMachine:${machineName('local', 'asking')}`,
        name: execution_id,
        input: JSON.stringify(input),
      });
      return waiting(input, executionArn);
    },
    askedAgain: ({ input, executionArn }: Asked, asking: number) => waiting(input, executionArn, asking),
    ended: async ({ executionArn }: Pick<Asked, 'executionArn'>): Promise<Status> => {
      await until(async () => (await describe(executionArn)).status !== 'RUNNING');
      return describe(executionArn);
    },
    /** The callbacks of approvals that the machine has taken. */
    woken: async ({ executionArn }: Asked) =>
      (await history(executionArn)).filter(
        ({ type, ...event }) => type === 'TaskSucceeded' && JSON.stringify(event).includes('decision'),
      ),
    timeline,
    /** What the step has done: a line each time. */
    done: async (asked: Asked) =>
      (await timeline(asked)).filter((text) => text.startsWith('Do what cannot be')),
    openApprovals: () => itemsOf(APPROVAL_KEYS.open),
    approval: async (id: string) =>
      (await itemsOf(APPROVAL_KEYS.record(id).pk)).find(({ sk }) => sk === 'approval'),
    lockOf: async ({ input }: Asked) => (await itemsOf(LOCK_KEYS.lock(input.resource).pk))[0],
    destroy: () => {
      clients.destroy();
    },
  };
}

async function query(client: DynamoDBClient, TableName: string, pk: string) {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
      ConsistentRead: true,
    }),
  );
  return Items.map((item) => unmarshall(item));
}
