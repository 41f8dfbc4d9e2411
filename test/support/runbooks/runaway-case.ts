import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import type { Reply } from '../artisan-stack.ts';
import { RUNBOOK, type RehearsalStage } from './rehearsal-stage.ts';
import { RAN_AWAY_AT, ScriptedTrainer, type DirectiveSeen } from './scripted-trainer.ts';

export interface ApprovalSeen {
  readonly id: string;
  readonly execution_id: string;
  readonly summary: string;
  readonly plan: Record<string, unknown>;
  readonly plan_hash: string;
  readonly status: string;
}

export interface ExecutionSeen {
  readonly id: string;
  readonly status: string;
  readonly incident_id: string;
  readonly steps: readonly { readonly name: string; readonly status: string; readonly error?: unknown }[];
}

export interface Line {
  readonly kind: string;
  readonly text: string;
  readonly offers?: readonly { readonly path: string; readonly body?: Record<string, unknown> }[];
}

const OVER = ['succeeded', 'failed', 'timed_out', 'aborted'];

/** One run that runs away, its trainer, and what people see of its runbook. */
export class RunawayCase {
  readonly stage: RehearsalStage;
  readonly runId: string;
  readonly trainer: ScriptedTrainer;

  constructor(stage: RehearsalStage, runId: string) {
    this.stage = stage;
    this.runId = runId;
    this.trainer = new ScriptedTrainer(stage, runId);
  }

  /** Until the alarm has started the runbook. */
  async begin(options: { readonly isStable?: boolean } = {}): Promise<DirectiveSeen> {
    const pause = await this.trainer.runAway(options);
    await this.stage.letAlarmsLook();
    await this.stage.pass(async () => (await this.executions()).length > 0);
    return pause;
  }

  /** Until a person is asked, the trainer being at rest. */
  async beginAndAsk(): Promise<ApprovalSeen> {
    await this.trainer.acknowledge(await this.begin());
    return this.asked();
  }

  async executions(): Promise<readonly ExecutionSeen[]> {
    const { items } = await this.stage.see(`/v1/executions?runbook=${RUNBOOK}&limit=100`);
    const ours = (items as (ExecutionSeen & { trigger: { by: string } })[]).filter(
      ({ trigger }) => trigger.by === `mark of run ${this.runId}`,
    );
    return ours;
  }

  /** The newest one, with its steps. */
  async execution(): Promise<ExecutionSeen> {
    const [newest] = await this.executions();
    if (!newest) throw new Error(`${this.runId} has no execution`);
    return (await this.stage.see(`/v1/executions/${newest.id}`)) as unknown as ExecutionSeen;
  }

  async ended(stepMs?: number): Promise<ExecutionSeen> {
    await this.stage.pass(async () => OVER.includes((await this.execution()).status), stepMs);
    await this.stage.pass(async () => (await this.lockOwner()) === undefined, stepMs);
    return this.execution();
  }

  /** The approval that is pending, other than these. */
  async asked(...others: readonly string[]): Promise<ApprovalSeen> {
    let found: ApprovalSeen | undefined;
    await this.stage.pass(async () => {
      const { body } = await this.stage.as('approver', {
        method: 'GET',
        path: '/v1/approvals?status=pending',
      });
      found = (body['items'] as ApprovalSeen[]).find(
        ({ id, plan }) => plan['run_id'] === this.runId && !others.includes(id),
      );
      return found !== undefined;
    });
    if (!found) throw new Error('It was found');
    return found;
  }

  decide({ id, plan_hash }: ApprovalSeen, decision: 'approve' | 'reject'): Promise<Reply> {
    const body = { decision, plan_hash };
    return this.stage.as('approver', { method: 'POST', path: `/v1/approvals/${id}/decision`, body });
  }

  async run(): Promise<Record<string, unknown>> {
    return this.stage.see(`/v1/runs/${this.runId}`);
  }

  async timeline(): Promise<readonly Line[]> {
    const { incident_id } = await this.execution();
    return (await this.stage.see(`/v1/incidents/${incident_id}`))['timeline'] as Line[];
  }

  /** The trainer waits for a directive and obeys it. */
  async obey(action: string): Promise<DirectiveSeen> {
    await this.stage.pass(async () => (await this.trainer.directive()).action === action);
    const directive = await this.trainer.directive();
    if (action !== 'resume') return this.trainer.acknowledge(directive);
    const { attempt, last_step: lastStep = RAN_AWAY_AT } = await this.run();
    return this.trainer.report(Number(lastStep) + 1, { attempt: Number(attempt) });
  }

  /** Execution that holds the lock of the run. */
  async lockOwner(): Promise<string | undefined> {
    const { aws, stack } = this.stage;
    const TableName = stack.outputs['ControlTableName'];
    const Key = marshall(LOCK_KEYS.lock(`run#${this.runId}`));
    const { Item } = await aws.dynamodb.send(new GetItemCommand({ TableName, Key }));
    const owner: unknown = Item && unmarshall(Item)['owner'];
    return typeof owner === 'string' ? owner : undefined;
  }
}
