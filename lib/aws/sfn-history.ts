import {
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent as AwsEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import * as v from 'valibot';
import { stepRequest } from '../contracts/runbook-step.ts';
import { stepsOf, type HistoryEvent } from '../runbooks/history.ts';
import type { ExecutionHistory, StepRecord } from '../runbooks/ports.ts';
import type { SfnMachines } from './sfn-machines.ts';
import { callStore } from './store-failure.ts';

/** Each look of a step that waits is five events; what is beyond is shown as still running. */
const MOST_PAGES = 5;
const PAGE_SIZE = 1_000;

/** Reads what executions did; of parameters, which hold task tokens, only the inputs of steps go further than this. */
export class SfnHistory implements ExecutionHistory {
  readonly #client: SFNClient;
  readonly #machines: Pick<SfnMachines, 'arnOf'>;

  constructor(client: SFNClient, machines: Pick<SfnMachines, 'arnOf'>) {
    this.#client = client;
    this.#machines = machines;
  }

  async steps(execution: Parameters<ExecutionHistory['steps']>[0]): Promise<readonly StepRecord[]> {
    const executionArn = this.#machines.arnOf(execution);
    const events: HistoryEvent[] = [];
    let nextToken: string | undefined;
    try {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const command = new GetExecutionHistoryCommand({ executionArn, maxResults: PAGE_SIZE, nextToken });
        const answer = await callStore('Step Functions service', () => this.#client.send(command));
        events.push(...(answer.events ?? []).map(toEvent));
        nextToken = answer.nextToken;
        if (nextToken === undefined) break;
      }
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
    return stepsOf(events);
  }
}

function toEvent(event: AwsEvent): HistoryEvent {
  const { type = '', timestamp } = event;
  const name = event.stateEnteredEventDetails?.name;
  const output = event.taskSucceededEventDetails?.output;
  const inputs = inputsIn(event.taskScheduledEventDetails?.parameters);
  const failure =
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.taskStartFailedEventDetails ??
    event.taskSubmitFailedEventDetails ??
    event.executionFailedEventDetails ??
    event.executionTimedOutEventDetails ??
    event.executionAbortedEventDetails;
  return {
    type,
    at: timestamp?.getTime() ?? 0,
    ...(name !== undefined && { name }),
    ...(inputs !== undefined && { inputs }),
    ...(output !== undefined && { output }),
    ...(failure?.error !== undefined && { error: failure.error }),
    ...(failure?.cause !== undefined && { cause: failure.cause }),
  };
}

const called = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ Payload: v.object({ step: v.pick(stepRequest.entries.step, ['inputs']) }) }),
);

/** What the step of a runbook is given, where a task is one. */
function inputsIn(parameters: string | undefined): unknown {
  const parsed = v.safeParse(called, parameters);
  return parsed.success ? parsed.output.Payload.step.inputs : undefined;
}
