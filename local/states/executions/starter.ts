import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { exceedsPayloadLimit, PAYLOAD_LIMIT_BYTES } from '../data-limit.ts';
import { parseJsonText } from '../json-text.ts';
import type { ExecutionRequest } from '../states-api.ts';
import { Execution } from './execution.ts';
import { checkExecutionName } from './execution-name.ts';
import type { ExecutionStart, MachineRevision } from './execution-record.ts';
import type { ExecutionStorage } from './execution-storage.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Executions } from './executions.ts';

export interface StarterParts {
  readonly clock: Clock;
  readonly executions: Executions;
  readonly storage: ExecutionStorage;
  findMachine(stateMachineArn: string): MachineRevision | undefined;
  /** Told of a new execution, to run it. */
  readonly onStart: (execution: Execution) => void;
  readonly onEnd: (execution: Execution) => void;
}

/**
 * Starts an execution. The name of a running one with the same input gives that one (a repeated call starts nothing);
 * any other name in use is refused. Throws AwsError.
 */
export function startExecution(
  parts: StarterParts,
  request: ExecutionRequest & { readonly traceHeader?: string | undefined },
): Execution {
  const { clock, executions, storage } = parts;
  const { stateMachineArn, name = randomUUID(), input = '{}', traceHeader } = request;
  const machine = parts.findMachine(stateMachineArn);
  if (!machine) {
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
  }
  checkExecutionName(name);
  checkInput(input);
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const existing = executions.find(executionArn);
  if (existing) return sameAgain(existing, input);
  const start: ExecutionStart = {
    executionArn,
    name,
    stateMachineArn,
    roleArn: machine.roleArn,
    definitionHash: createHash('sha256').update(machine.definitionText).digest('hex'),
    input,
    startDate: clock.now(),
    number: executions.nextNumber(),
    ...(traceHeader !== undefined && { traceHeader }),
  };
  storage.keepDefinition(start.definitionHash, machine.definitionText);
  const journal = storage.open(executionArn);
  const event = startEvent(start);
  journal.append({ start, event });
  const execution = new Execution(
    { start, machine, clock, journal, onEnd: parts.onEnd },
    { events: [event] },
  );
  executions.add(execution);
  parts.onStart(execution);
  return execution;
}

function startEvent({ startDate, input, roleArn }: ExecutionStart): HistoryEvent {
  const details = { input, roleArn };
  return { id: 1, previousEventId: 0, timestamp: startDate, type: 'ExecutionStarted', details };
}

function sameAgain(existing: Execution, input: string): Execution {
  const { start, status } = existing;
  if (status === 'RUNNING' && start.input === input) return existing;
  throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${start.executionArn}'`);
}

function checkInput(input: string): void {
  if (exceedsPayloadLimit(input)) {
    throw invalidInput(`Input of more than ${PAYLOAD_LIMIT_BYTES} bytes`);
  }
  try {
    parseJsonText(input);
  } catch (error) {
    throw invalidInput(error instanceof Error ? error.message : String(error));
  }
}

function invalidInput(reason: string): AwsError {
  return new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
}
