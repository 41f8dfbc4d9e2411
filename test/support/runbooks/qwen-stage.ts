import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { EXECUTION_KEYS, LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { startModels } from '../../../rehearsal/models/models.ts';
import type { Reply } from '../artisan-stack.ts';
import { signedJsonClient } from '../signed-json-client.ts';
import { answered } from '../answered.ts';
import { startRehearsalStage } from './rehearsal-stage.ts';

export const QWEN_RUNBOOK = 'qwen_failure_downshift';
export const STEPS_ROLE = 'RunbooksStepsRole';

export interface ExecutionSeen {
  readonly id: string;
  readonly status: string;
  readonly incident_id: string;
  readonly trigger: { readonly kind: string; readonly by: string; readonly at: string };
  readonly steps: readonly { readonly name: string; readonly status: string }[];
}

export interface LineSeen {
  readonly kind: string;
  readonly text: string;
  readonly execution_id?: string;
  readonly offers?: readonly {
    readonly method: string;
    readonly path: string;
    readonly headers?: Record<string, string>;
    readonly body?: unknown;
  }[];
}

const OVER = ['succeeded', 'failed', 'timed_out', 'aborted'];

/** The stage of the rehearsal with its three models, whose health is checked. */
export async function startQwenStage() {
  const models = await startModels(['qwen', 'mistral', 'llama']);
  let transactions = 0;
  let onTransaction: (count: number) => void = () => undefined;
  const stage = await startRehearsalStage({
    parameters: { HealthUrls: JSON.stringify(models.healthUrls) },
    onAwsCall: ({ operation, caller }) => {
      if (operation !== 'TransactWriteItems' || !caller.includes(STEPS_ROLE)) return;
      transactions += 1;
      onTransaction(transactions);
    },
  });
  const { aws, stack } = stage;
  const operator = (method: string, path: string, body?: unknown): Promise<Reply> =>
    answered(() =>
      stage.as('operator', {
        ...{ method, path, headers: { 'if-match': '*' } },
        ...(body !== undefined && { body }),
      }),
    );
  const show = async (id: string) => (await stage.see(`/v1/executions/${id}`)) as unknown as ExecutionSeen;
  const ended = async (id: string) => {
    await stage.pass(async () => OVER.includes((await show(id)).status));
    // Its incident has been told everything by then.
    await stage.pass(async () => (await itemAt(EXECUTION_KEYS.openLine(id))) === undefined);
    return show(id);
  };
  const itemAt = async (key: Record<string, string>) => {
    const TableName = stack.outputs['ControlTableName'];
    const command = new GetItemCommand({ TableName, Key: marshall(key), ConsistentRead: true });
    const { Item } = await aws.dynamodb.send(command);
    return Item && unmarshall(Item);
  };
  const lockOwner = async () => (await itemAt(LOCK_KEYS.lock('model#qwen')))?.['owner'] as unknown;
  const healthOf = async (model: string) => {
    const { models: all } = await stage.see('/v1/health/models');
    return (all as Record<string, Record<string, unknown>>)[model] ?? {};
  };

  return {
    ...stage,
    ...{ models, operator, show, ended, lockOwner },
    executions: async () => {
      const { items } = await stage.see(`/v1/executions?runbook=${QWEN_RUNBOOK}&limit=100`);
      return items as readonly ExecutionSeen[];
    },
    /** Started by a person, and over. */
    runByHand: async (mode: string) => {
      const path = `/v1/runbooks/${QWEN_RUNBOOK}/executions`;
      const { status, body } = await operator('POST', path, { mode, input: {}, reason: 'a test' });
      if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
      return ended(String(body['execution_id']));
    },
    linesOf: async ({ id, incident_id }: Pick<ExecutionSeen, 'id' | 'incident_id'>) => {
      const { timeline } = await stage.see(`/v1/incidents/${incident_id}`);
      return (timeline as readonly LineSeen[]).filter(({ execution_id }) => execution_id === id);
    },
    /** After so many transactions of the steps, from now. */
    afterTransactions: (count: number, then: () => void) => {
      const from = transactions;
      onTransaction = (reached) => {
        if (reached - from === count) then();
      };
    },
    standing: async () => {
      const { state, owner } = await stage.see('/v1/breakers/qwen');
      const { downshifts } = await stage.see('/v1/traffic');
      return { state, owner, downshifts: downshifts as Record<string, Record<string, unknown>> };
    },
    healthyChecks: async () => Number((await healthOf('qwen'))['consecutive_successes']),
    failedChecks: async () => Number((await healthOf('qwen'))['consecutive_failures']),
    /** Alarms go off, and start nothing. */
    silenceAlarms: async () => {
      const call = signedJsonClient(stack);
      const { Rules } = await call<{ Rules: { Name: string }[] }>('AWSEvents.ListRules', {});
      const rule = Rules.find(({ Name }) => Name.includes('RunbookDispatchOnAlarm'));
      if (!rule) throw new Error('No rule is for alarms');
      await call('AWSEvents.DisableRule', { Name: rule.Name });
    },
    stop: async () => {
      await stage.stop();
      await models.stop();
    },
  };
}

export type QwenStage = Awaited<ReturnType<typeof startQwenStage>>;
