import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { LONGEST_CAUSE, LONGEST_ERROR, PAYLOAD_LIMIT_BYTES } from '../data-limit.ts';
import { StatesError } from '../interpreter/states-error.ts';
import { executionOfToken, type CallbackTask } from '../interpreter/task-tokens.ts';
import type { Json } from '../json.ts';
import { parseJsonText } from '../json-text.ts';
import type { Members } from './members.ts';
import type { Operation, Operations, Subject } from './operation.ts';

const TOKEN = { min: 1, max: 2048 };

const sendTaskSuccess: Operation = {
  resource: stateMachineOfToken,
  call: (members, subject) => {
    const token = members.requiredText('taskToken', TOKEN);
    const output = parseOutput(members.requiredText('output', { max: PAYLOAD_LIMIT_BYTES }));
    members.close();
    openTask(token, subject).succeed(output);
  },
};

const sendTaskFailure: Operation = {
  resource: stateMachineOfToken,
  call: (members, subject) => {
    const token = members.requiredText('taskToken', TOKEN);
    const error = members.text('error', { max: LONGEST_ERROR });
    const cause = members.text('cause', { max: LONGEST_CAUSE });
    members.close();
    openTask(token, subject).fail(new StatesError(error, cause));
  },
};

const sendTaskHeartbeat: Operation = {
  resource: stateMachineOfToken,
  call: (members, subject) => {
    const token = members.requiredText('taskToken', TOKEN);
    members.close();
    openTask(token, subject).beat();
  },
};

/**
 * InvalidToken: no token of ours. TaskDoesNotExist: its execution is not known any more. TaskTimedOut: the task is
 * closed, by a callback before this one, by a time-out, or with its execution.
 */
function openTask(token: string, { tokens, executions }: Subject): CallbackTask {
  const task = tokens.find(token);
  if (task?.isOpen) return task;
  const executionArn = executionOfToken(token);
  if (executionArn === undefined) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  if (!executions.find(executionArn)) {
    throw new AwsError(
      'TaskDoesNotExist',
      `Task Does Not Exist: the execution ${executionArn} does not exist`,
    );
  }
  throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
}

/** A text that is no token is refused by the call itself, whoever it is from. */
function stateMachineOfToken(members: Members): string | undefined {
  const executionArn = executionOfToken(members.requiredText('taskToken', TOKEN));
  return executionArn?.replace(/:execution:([^:]+):.*$/, ':stateMachine:$1');
}

function parseOutput(output: string): Json {
  try {
    return parseJsonText(output);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidOutput', `Invalid Output: '${reason}'`);
  }
}

export const CALLBACK_OPERATIONS: Operations = {
  SendTaskSuccess: sendTaskSuccess,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
};
