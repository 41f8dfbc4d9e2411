import type { AwsTarget } from '../asl/task-resource.ts';
import type { Execution } from '../executions/execution.ts';
import type { Cancellation } from '../interpreter/cancellation.ts';
import { runtimeError, StatesError } from '../interpreter/states-error.ts';
import { toTimestamp } from '../interpreter/timestamp.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { CallAws } from '../states-api.ts';
import { awsIntegration } from './aws.ts';
import type { Integration } from './integration.ts';

/** What following an execution needs of those that there are. */
export interface NestedExecutions {
  /** Resolves once it has ended; undefined when there is none. */
  whenEnded(executionArn: string): Promise<Execution> | undefined;
  stop(executionArn: string): void;
}

/** `states:startExecution.sync:2`: the result is the description of the execution that was started. */
export function nestedExecutionIntegration(
  target: AwsTarget,
  callAws: CallAws,
  executions: NestedExecutions,
): Integration {
  return {
    ...awsIntegration(target, callAws),
    follow: async (answer, cancellation) => {
      const executionArn = isJsonObject(answer) ? answer['ExecutionArn'] : undefined;
      const ended = typeof executionArn === 'string' ? executions.whenEnded(executionArn) : undefined;
      if (typeof executionArn !== 'string' || !ended) {
        throw runtimeError(`There is no execution ${JSON.stringify(executionArn)} to wait for`);
      }
      return follow(ended, cancellation, () => {
        executions.stop(executionArn);
      });
    },
  };
}

/** A parent that is stopped or gives up stops the execution it waits for. */
async function follow(
  ended: Promise<Execution>,
  cancellation: Cancellation,
  stop: () => void,
): Promise<Json> {
  const stopListening = cancellation.onCancel(({ closing }) => {
    if (!closing) stop();
  });
  try {
    const execution = await ended;
    const description = describe(execution);
    if (execution.status === 'SUCCEEDED') return description;
    throw new StatesError('States.TaskFailed', JSON.stringify(description));
  } finally {
    stopListening();
  }
}

/** DescribeExecution's answer, with input and output as JSON instead of text. */
function describe({ start, end, status }: Execution): JsonObject {
  return {
    ...(end?.cause !== undefined && { Cause: end.cause }),
    ...(end?.error !== undefined && { Error: end.error }),
    ExecutionArn: start.executionArn,
    Input: JSON.parse(start.input) as Json,
    InputDetails: { Included: true },
    Name: start.name,
    ...(end?.output !== undefined && {
      Output: JSON.parse(end.output) as Json,
      OutputDetails: { Included: true },
    }),
    StartDate: toTimestamp(start.startDate),
    StateMachineArn: start.stateMachineArn,
    Status: status,
    ...(end && { StopDate: toTimestamp(end.stopDate) }),
  };
}
