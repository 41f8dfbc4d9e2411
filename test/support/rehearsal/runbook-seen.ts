import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import type { PlantStage } from './plant-stage.ts';

export interface ExecutionSeen {
  readonly id: string;
  readonly status: string;
  readonly incident_id: string;
  readonly trigger: { readonly kind: string; readonly by: string };
  readonly steps: readonly { readonly name: string; readonly status: string; readonly error?: unknown }[];
}

export interface CommandSeen {
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface IncidentSeen {
  readonly id: string;
  readonly status: string;
  readonly commands: readonly CommandSeen[];
  readonly timeline: readonly { readonly kind: string; readonly text: string }[];
}

/** Of waiting for figures that come, and alarms that look, every ten seconds. */
const PERIOD_STEP_MS = 2_000;
/** Of waiting for alarms that look at whole minutes, and for those that look after incidents. */
const LONG_STEP_MS = 5_000;
const OVER = ['succeeded', 'failed', 'timed_out', 'aborted'];
/** What people see of a runbook that an alarm has started. */
export class RunbookSeen {
  readonly #stage: PlantStage;
  readonly #id: string;

  constructor(stage: PlantStage, id: string) {
    this.#stage = stage;
    this.#id = id;
  }

  /** Newest first. */
  async executions(): Promise<readonly ExecutionSeen[]> {
    const { items } = await this.#stage.see(`/v1/executions?runbook=${this.#id}&limit=100`);
    return items as ExecutionSeen[];
  }

  /**
   * Until it has started once more than this often, and has ended: that one, of however many have started since. A
   * person says yes where one is asked.
   */
  async ended(startedBefore: number): Promise<ExecutionSeen> {
    let next: ExecutionSeen | undefined;
    await this.#stage.pass(async () => {
      next = (await this.executions()).at(-1 - startedBefore);
      if (next?.status === 'waiting_approval') await this.#approve(next.id);
      return OVER.includes(next?.status ?? '');
    }, PERIOD_STEP_MS);
    return (await this.#stage.see(`/v1/executions/${next?.id ?? ''}`)) as unknown as ExecutionSeen;
  }

  async incidentOf({ incident_id: id }: Pick<ExecutionSeen, 'incident_id'>): Promise<IncidentSeen> {
    return (await this.#stage.see(`/v1/incidents/${id}`)) as unknown as IncidentSeen;
  }

  /** Until it has ended by itself. */
  async resolved(execution: Pick<ExecutionSeen, 'incident_id'>): Promise<IncidentSeen> {
    await this.#stage.pass(
      async () => (await this.incidentOf(execution)).status === 'resolved',
      LONG_STEP_MS,
    );
    return this.incidentOf(execution);
  }

  /** As an operator does who says what was done. */
  async resolve(execution: Pick<ExecutionSeen, 'incident_id'>): Promise<IncidentSeen> {
    const path = `/v1/incidents/${execution.incident_id}`;
    const { headers } = await this.#stage.as('operator', { method: 'GET', path });
    await this.#stage.as('operator', {
      ...{ method: 'POST', path: `${path}/resolve`, body: { resolution: 'Looked after' } },
      headers: { 'if-match': String(headers['etag']) },
    });
    return this.incidentOf(execution);
  }

  /** Execution that holds the lock of what it acts on. */
  async lockOwner(resource: string): Promise<string | undefined> {
    const { aws, stack } = this.#stage;
    const Key = marshall(LOCK_KEYS.lock(resource));
    const TableName = stack.outputs['ControlTableName'];
    const { Item } = await aws.dynamodb.send(new GetItemCommand({ TableName, Key }));
    const owner: unknown = Item && unmarshall(Item)['owner'];
    return typeof owner === 'string' ? owner : undefined;
  }

  async #approve(executionId: string): Promise<void> {
    const { body } = await this.#stage.as('approver', {
      method: 'GET',
      path: '/v1/approvals?status=pending',
    });
    const asked = (body['items'] as { id: string; execution_id: string; plan_hash: string }[]).find(
      ({ execution_id }) => execution_id === executionId,
    );
    if (!asked) return;
    await this.#stage.as('approver', {
      method: 'POST',
      path: `/v1/approvals/${asked.id}/decision`,
      body: { decision: 'approve', plan_hash: asked.plan_hash },
    });
  }
}
