import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  StartExecutionCommand,
  StateMachineDeleting,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  type ExecutionStatus,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { foundNothing } from '../contracts/execution-event.ts';
import type { ExecutionItem } from '../contracts/execution-item.ts';
import type { ExecutionInput } from '../contracts/runbook-execution.ts';
import { machineName } from '../contracts/runbook-names.ts';
import type { Machines, MachineStatus } from '../runbooks/ports.ts';
import { NoMachineError } from '../runbooks/store-errors.ts';
import { callStore } from './store-failure.ts';

const SERVICE = 'Step Functions service';

const STATUSES: Readonly<Record<ExecutionStatus, MachineStatus['status']>> = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed_out',
  ABORTED: 'aborted',
};

type Named = Pick<ExecutionItem, 'runbook' | 'execution_id'>;

export interface MachinesPlace {
  readonly stage: string;
  /** `arn:aws:states:<region>:<account>` */
  readonly arn: string;
}

/** One Standard state machine a runbook; an execution's name is its id. */
export class SfnMachines implements Machines {
  readonly #client: SFNClient;
  readonly #place: MachinesPlace;

  constructor(client: SFNClient, place: MachinesPlace) {
    this.#client = client;
    this.#place = place;
  }

  async start(execution: ExecutionItem): Promise<void> {
    const command = new StartExecutionCommand({
      stateMachineArn: this.#arn('stateMachine', execution.runbook),
      name: execution.execution_id,
      input: JSON.stringify(inputOf(execution)),
    });
    try {
      await callStore(SERVICE, () => this.#client.send(command));
    } catch (error) {
      // It was started before, and has ended since.
      if (error instanceof ExecutionAlreadyExists) return;
      if (error instanceof StateMachineDoesNotExist || error instanceof StateMachineDeleting)
        throw new NoMachineError(execution.runbook, error);
      throw error;
    }
  }

  async describe(execution: Named): Promise<MachineStatus | undefined> {
    const command = new DescribeExecutionCommand({ executionArn: this.arnOf(execution) });
    const found = await unlessThereIsNone(() => this.#client.send(command));
    if (!found) return undefined;
    const status = STATUSES[found.status ?? 'RUNNING'];
    if (status === 'running') return { status };
    return {
      status,
      ...(found.stopDate && { at: found.stopDate.getTime() }),
      ...(found.error !== undefined && { error: found.error }),
      ...(found.cause !== undefined && { cause: found.cause }),
      ...(foundNothing(found.output) && { nothingToDo: true }),
    };
  }

  async stop(execution: Named, reason: string): Promise<boolean> {
    const command = new StopExecutionCommand({
      executionArn: this.arnOf(execution),
      error: 'Stopped',
      cause: reason,
    });
    return (await unlessThereIsNone(() => this.#client.send(command))) !== undefined;
  }

  arnOf({ runbook, execution_id }: Named): string {
    return `${this.#arn('execution', runbook)}:${execution_id}`;
  }

  #arn(kind: 'stateMachine' | 'execution', runbook: string): string {
    return `${this.#place.arn}:${kind}:${machineName(this.#place.stage, runbook)}`;
  }
}

async function unlessThereIsNone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await callStore(SERVICE, call);
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

/** Member by member: a start that is repeated has to have the same text. */
function inputOf({
  execution_id,
  runbook,
  mode,
  resource,
  fence,
  incident_id,
  trigger: { kind, by, at, detail },
  input,
}: ExecutionItem): ExecutionInput {
  return {
    execution_id,
    runbook,
    mode,
    resource,
    fence,
    ...(incident_id !== undefined && { incident_id }),
    trigger: { kind, by, at, ...(detail !== undefined && { detail }) },
    input,
  };
}
