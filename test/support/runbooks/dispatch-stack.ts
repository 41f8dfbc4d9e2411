import { SetAlarmStateCommand, type StateValue } from '@aws-sdk/client-cloudwatch';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { machineName } from '../../../lib/contracts/runbook-names.ts';
import { startArtisan, type Reply } from '../artisan-stack.ts';
import { signedJsonClient } from '../signed-json-client.ts';
import { until } from '../until.ts';
import { TWO_RUNBOOKS } from './two-runbooks.ts';
import { synthesizedWith } from './with-runbook.ts';

/** What holds flapping down is tested elsewhere: each alarm of these tests may start something. */
const NO_REST = 'dispatch: { cooldown: 1s, max_per_hour: 1000 }\n';

export interface Line {
  readonly id: string;
  readonly status: string;
  readonly resource: string;
  readonly incident_id: string;
  readonly started_at: string;
}

/** The stack with two more runbooks, running, and a look behind it. */
export async function startDispatchStack() {
  const { assemblyDir, remove } = synthesizedWith(TWO_RUNBOOKS, { files: { 'dispatch.yaml': NO_REST } });
  const artisan = await startArtisan({ assemblyDir });
  const { stack, aws } = artisan;
  const { credentials } = stack.root;
  const sfn = new SFNClient({ endpoint: stack.awsUrl, region: stack.region, credentials });
  const arnOf = (kind: string, runbook: string) =>
    `arn:aws:states:${stack.region}:000000000000:${kind}:${machineName('local', runbook)}`;
  const operator = (method: string, path: string, body?: unknown): Promise<Reply> =>
    artisan.as('operator', { method, path, ...(body !== undefined && { body }) });
  const executionsOf = async (runbook: string): Promise<readonly Line[]> => {
    const { body } = await operator('GET', `/v1/executions?runbook=${runbook}&limit=200`);
    return body['items'] as readonly Line[];
  };
  const show = async (id: string) => (await operator('GET', `/v1/executions/${id}`)).body;

  const call = signedJsonClient(stack);
  /** Endings tell nobody, or do again. */
  const switchEvents = async (to: 'EnableRule' | 'DisableRule') => {
    const { Rules } = await call<{ Rules: { Name: string }[] }>('AWSEvents.ListRules', {});
    const rule = Rules.find(({ Name }) => Name.includes('RunbookDispatchOnEnd'));
    await call(`AWSEvents.${to}`, { Name: rule?.Name });
  };

  return {
    switchEvents,
    ...{ artisan, stack, operator, executionsOf, show },
    setAlarm: (name: string, StateValue: StateValue) =>
      aws.cloudwatch.send(
        new SetAlarmStateCommand({ AlarmName: `artisan-local-${name}`, StateValue, StateReason: 'test' }),
      ),
    /** What the state machines know, past the API. */
    machineExecutions: async (runbook: string) => {
      const command = new ListExecutionsCommand({ stateMachineArn: arnOf('stateMachine', runbook) });
      return (await sfn.send(command)).executions ?? [];
    },
    stopFromOutside: (runbook: string, id: string) =>
      sfn.send(new StopExecutionCommand({ executionArn: `${arnOf('execution', runbook)}:${id}` })),
    lockOf: async (resource: string) => {
      const Key = marshall(LOCK_KEYS.lock(resource));
      const TableName = stack.outputs['ControlTableName'];
      const { Item } = await aws.dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && unmarshall(Item);
    },
    linesOf: async (incidentId: string) => {
      const { body } = await operator('GET', `/v1/incidents/${incidentId}`);
      return body['timeline'] as readonly { kind: string; text: string }[];
    },
    statusIs: (id: string, status: string) => until(async () => (await show(id))['status'] === status),
    stop: async () => {
      sfn.destroy();
      await artisan.stop();
      remove();
    },
  };
}

export type DispatchStack = Awaited<ReturnType<typeof startDispatchStack>>;
