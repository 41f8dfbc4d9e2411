import {
  InvalidToken,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  TaskDoesNotExist,
  TaskTimedOut,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { WaitingTasks } from '../approvals/ports.ts';
import { callStore } from './store-failure.ts';

const SERVICE = 'Step Functions service';

/** Tasks of state machines that wait with a token. No error of it holds the token. */
export class SfnWaitingTasks implements WaitingTasks {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  async succeed(taskToken: string, output: unknown): Promise<'taken' | 'closed'> {
    const command = new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) });
    return (await this.#reaches(() => this.#client.send(command))) ? 'taken' : 'closed';
  }

  /** A heartbeat changes nothing: no task of ours has a heartbeat that it could miss. */
  isWaiting(taskToken: string): Promise<boolean> {
    return this.#reaches(() => this.#client.send(new SendTaskHeartbeatCommand({ taskToken })));
  }

  async #reaches(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await callStore(SERVICE, call);
      return true;
    } catch (error) {
      if (isClosed(error)) return false;
      throw error;
    }
  }
}

/** TaskTimedOut is also said of tasks that are done, and of those of executions that have ended. */
function isClosed(error: unknown): boolean {
  return error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
}
